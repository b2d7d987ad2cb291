import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { RecentSearches } from '#lib/search/recentSearches.ts';
import { isChoosable } from '#lib/search/searchLines.ts';
import { SearchPaneState } from '#lib/search/searchPaneState.svelte.ts';
import { firstSearch, type OpenHit, type SearchView } from '#lib/search/searchView.ts';
import { MemoryStorage } from './build.ts';
import { settle } from './fakeApi.ts';
import { FakeSearchServer, heldServer, resultsOn } from './fakeSearchServer.ts';

const press = (key: string, change: Partial<KeyboardEvent> = {}) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  preventDefault: () => undefined,
  ...change,
});

/** A pane whose wishes go into the address and come back from there at once. */
function build(server: FakeSearchServer, storage = new MemoryStorage()) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const did: string[] = [];
  const wishes: SearchView[] = [];
  const pane: SearchPaneState = new SearchPaneState({
    results: resultsOn(server),
    recent: new RecentSearches(storage, 'me'),
    onWish: (view) => {
      wishes.push(view);
      pane.follow(view, pane.open);
    },
    onOpen: (hit) => {
      did.push(`open ${hit.sessionId} ${hit.seq}`);
      pane.follow(pane.view, hit);
    },
    onEnter: ({ seq }: OpenHit) => did.push(`enter ${seq}`),
    onReply: ({ reply }) => did.push(`reply ${reply.id}`),
    onLeave: () => did.push('leave'),
  });
  const type = (text: string, isComposing = false) => {
    pane.field.text = text;
    pane.field.handleInput(isComposing);
  };
  const keys = (...all: string[]) => {
    for (const key of all) pane.handleKey(press(key));
  };
  const find = async (text: string) => {
    type(text);
    vi.advanceTimersByTime(1_000);
    await settle();
  };
  return { pane, did, wishes, type, keys, find };
}

function talk(): FakeSearchServer {
  const server = new FakeSearchServer();
  server.messages = [
    ['b', 4, '种植牙多少钱'],
    ['b', 2, '想种植'],
    ['a', 1, '种植'],
  ];
  server.replies = ['r'];
  return server;
}

describe('the keys of the search', () => {
  it('go through the results one by one, opening each, and past no end', async () => {
    const { pane, did, keys, find } = build(talk());
    await find('种植');
    expect(pane.active?.id).toBe('messages-b-4');
    keys('ArrowUp', 'Enter', 'ArrowDown', 'Enter', 'ArrowDown', 'Enter', 'ArrowDown', 'ArrowDown', 'Enter');
    expect(did).toEqual(['open b 4', 'open b 2', 'open a 1', 'reply r']);
    expect(pane.openRanges).toEqual([{ __typename: 'TextRange', start: 0, end: 2 }]);
  });

  it('lead into the thread when what is open is chosen once more', async () => {
    const { did, keys, find } = build(talk());
    await find('种植');
    keys('Enter', 'Enter');
    expect(did).toEqual(['open b 4', 'enter 4']);
  });

  it('open nothing that has not been seen: Enter then only hurries the search', async () => {
    const { server, answers } = heldServer();
    server.messages = talk().messages;
    const { pane, did, keys, type } = build(server);
    type('种植');
    keys('Enter');
    await settle();
    keys('Enter');
    expect([did, pane.results.status]).toEqual([[], 'loading']);
    answers.get('种植')?.resolve();
    await settle();
    type('种植牙');
    keys('Enter');
    await settle();
    keys('Enter');
    expect(did).toEqual([]);
    answers.get('种植牙')?.resolve();
    await settle();
    keys('Enter');
    expect(did).toEqual(['open b 4']);
  });

  it('do nothing of this together with Ctrl, Alt or Shift', async () => {
    const { pane, did, find } = build(talk());
    await find('种植');
    for (const held of ['altKey', 'ctrlKey', 'metaKey', 'shiftKey'] as const)
      for (const key of ['Enter', 'Escape', 'ArrowDown']) pane.handleKey(press(key, { [held]: true }));
    expect([did, pane.active?.id]).toEqual([[], 'messages-b-4']);
  });

  it('leave the search', async () => {
    const { did, keys } = build(talk());
    keys('Escape');
    expect(did).toEqual(['leave']);
  });

  it('fetch more towards the end of what is loaded', async () => {
    const server = new FakeSearchServer();
    server.messages = Array.from({ length: 9 }, (_, index) => ['s', 9 - index, '种植']);
    const { pane, keys } = build(server);
    pane.follow({ ...firstSearch, query: '种植', kind: 'messages' }, null);
    await settle();
    keys('ArrowDown');
    await settle();
    expect(pane.hitCount).toBe(6);
  });
});

describe('typing in the search', () => {
  it('searches once it pauses', async () => {
    const { wishes, type } = build(talk());
    for (const text of ['种', '种植', '种植 ']) type(text);
    expect(wishes).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(wishes.map(({ query }) => query)).toEqual(['种植']);
  });

  it('searches for nothing and opens nothing while an input method composes', async () => {
    const server = talk();
    const { did, type, keys, find } = build(server);
    await find('种植');
    const asked = server.searches.length;
    for (const text of ['种植y', '种植ya', "种植ya'ke"]) type(text, true);
    vi.advanceTimersByTime(10_000);
    keys('Enter');
    await settle();
    expect([did, server.searches.length]).toEqual([[], asked]);
    await find('种植牙');
    expect(server.searches.at(-1)?.query).toBe('种植牙');
  });
});

describe('what was searched for lately', () => {
  it('is offered before anything is typed, the last first, to this agent alone, until it is cleared', async () => {
    const storage = new MemoryStorage();
    const { pane, keys, find } = build(talk(), storage);
    for (const query of ['种植', '钱', '种植']) {
      await find(query);
      keys('Enter');
    }
    // What was only looked at is not worth keeping.
    await find('想');
    await find('');
    expect(pane.lines.map(({ id }) => id)).toEqual(['recent-种植', 'recent-钱']);
    expect(new RecentSearches(storage, 'me').all).toEqual(['种植', '钱']);
    expect(new RecentSearches(storage, 'other').all).toEqual([]);

    expect(pane.active).toBeNull();
    keys('ArrowDown', 'ArrowDown', 'Enter');
    await settle();
    expect([pane.field.text, pane.results.shown?.view.query]).toEqual(['钱', '钱']);
    await find('');
    pane.recent.clear();
    expect([pane.lines, new RecentSearches(storage, 'me').all]).toEqual([[], []]);
  });

  it('is nothing where the browser keeps something else, or nothing', () => {
    const storage = new MemoryStorage();
    storage.setItem('dukou.searches.me', '{"not": "a list"}');
    expect(new RecentSearches(storage, 'me').all).toEqual([]);
    storage.setItem('dukou.searches.me', 'nonsense');
    expect(new RecentSearches(storage, 'me').all).toEqual([]);
  });
});

describe('a search that is reloaded', () => {
  it('has the keys where the open message is, and marks its words', async () => {
    const { pane } = build(talk());
    pane.follow({ ...firstSearch, query: '种植' }, { sessionId: 'b', seq: 2 });
    await settle();
    expect([pane.field.text, pane.active?.id]).toEqual(['种植', 'messages-b-2']);
    expect(pane.openRanges).toMatchObject([{ start: 1, end: 3 }]);
  });

  it('leads from the first results of a kind to all of them', async () => {
    const server = talk();
    server.visitors = ['a', 'b', 'c', 'd'];
    const { pane } = build(server);
    pane.follow({ ...firstSearch, query: '种植' }, null);
    await settle();
    const all = pane.lines.filter(isChoosable).find(({ type }) => type === 'all');
    if (all) pane.choose(all);
    await settle();
    expect([pane.view.kind, pane.hitCount]).toEqual(['visitors', 3]);
  });
});
