import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { SessionFilterInput } from '#lib/gql/generated.ts';
import { firstView, ownScope, wholeScope } from '#lib/session/sessionView.ts';
import { SearchState } from '#lib/ui/searchState.svelte.ts';
import { FakeApi, pending, settle } from './fakeApi.ts';
import { FakeSessionServer, started } from './fakeSessionServer.ts';
import { ids, listsOn, loadedLists, talk, tell } from './playLists.ts';

const searches = (server: FakeSessionServer) =>
  server.api.callsOf('SessionPage').map(({ filter }) => (filter as SessionFilterInput).search);

function field() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const searched: string[] = [];
  const search = new SearchState({ onSearch: (text) => searched.push(text) });
  const type = (text: string, isComposing = false) => {
    search.text = text;
    search.handleInput(isComposing);
  };
  return { search, searched, type };
}

describe('the search field', () => {
  it('searches once typing pauses, for what was meant and not for the spaces around it', () => {
    const { searched, type } = field();
    for (const text of ['t', 'te', ' teeth ']) type(text);
    expect(searched).toEqual([]);
    vi.advanceTimersByTime(1_000);
    type('teeth');
    vi.advanceTimersByTime(1_000);

    expect(searched).toEqual(['teeth']);
  });

  it('waits until the input method has composed a word, also when Enter accepts it', () => {
    const { search, searched, type } = field();
    for (const text of ['z', 'zh', 'zhong']) type(text, true);
    search.searchNow();
    vi.advanceTimersByTime(10_000);
    expect(searched).toEqual([]);

    type('种植');
    vi.advanceTimersByTime(1_000);
    expect(searched).toEqual(['种植']);
  });

  it('follows the address, but not while it only lags behind what was typed', () => {
    const { search, searched, type } = field();
    search.follow('牙');
    expect(search.text).toBe('牙');
    type('牙齿');
    search.searchNow();
    type('牙齿矫正');
    search.follow('牙齿');
    expect(search.text).toBe('牙齿矫正');

    search.clear();
    search.follow('');
    expect([search.text, searched]).toEqual(['', ['牙齿', '']]);
  });
});

describe('a search in the visitors’ lists', () => {
  it('shows what was there until something is found, and never what an overtaken search finds', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a');
    server.enter('b', 'me');
    server.write('b', '种植牙');
    const answers = new Map<string, ReturnType<typeof pending<void>>>();
    const api = new FakeApi({
      SessionPage: async (variables) => {
        const { search } = variables.filter as SessionFilterInput;
        if (!search) return server.page(variables);
        const answer = pending<void>();
        answers.set(search, answer);
        await answer.promise;
        return server.page(variables);
      },
      SessionCounts: () => ({ sessionCounts: [] }),
    });
    const lists = listsOn(api);
    lists.apply(started());
    await settle();
    lists.show({ ...firstView, search: '种' });
    lists.show({ ...firstView, search: '种植' });
    expect(ids(lists)).toEqual(['a', 'b']);

    answers.get('种植')?.resolve();
    await settle();
    expect([lists.shown.view.search, ids(lists)]).toEqual(['种植', ['b']]);
    answers.get('种')?.resolve();
    await settle();
    expect([lists.shown.view.search, ids(lists)]).toEqual(['种植', ['b']]);
  });

  it('keeps what it found current, and asks once again for all that may be found newly', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const server = new FakeSessionServer();
    server.enter('a', 'me');
    server.write('a', 'teeth');
    talk(server, 'me', 'b', 'c');
    const lists = await loadedLists(server, { search: 'teeth' });
    const askedBefore = searches(server).length;
    expect(ids(lists)).toEqual(['a']);

    tell(lists, server.write('a', 'my teeth'));
    expect(lists.shown.rows.find('a')?.unreadCount).toBe(2);
    tell(lists, server.write('b', 'white teeth'), server.write('c', 'eyes'));
    expect(ids(lists)).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ids(lists)).toEqual(['a', 'b']);
    expect(searches(server).length - askedBefore).toBe(1);

    tell(lists, server.end('a'));
    expect(ids(lists)).toEqual(['b']);
  });

  it('asks for nothing any more once something else is shown', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const server = new FakeSessionServer();
    talk(server, 'me', 'a');
    const lists = await loadedLists(server, { search: 'hello' });
    tell(lists, server.write('a'));
    lists.show({ ...firstView, scope: wholeScope });
    lists.show({ ...firstView, scope: ownScope });
    await settle();
    const asked = searches(server).filter(Boolean).length;
    tell(lists, server.write('a'), server.rename('a', 'hello'));
    await vi.advanceTimersByTimeAsync(10_000);

    expect(searches(server).filter(Boolean)).toHaveLength(asked);
  });
});
