import { describe, expect, it } from 'vitest';
import { mostTabs, TabsState } from '#lib/tab/tabsState.svelte.ts';
import { TabStore } from '#lib/tab/tabStore.ts';
import { FakeApi, pending, settle } from './fakeApi.ts';
import { FakeSessionServer, started } from './fakeSessionServer.ts';
import { talk } from './playLists.ts';

/** Ids as the API gives them: the browser keeps no others. */
const id = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

class FakeStorage {
  readonly #kept = new Map<string, string>();
  getItem = (key: string) => this.#kept.get(key) ?? null;
  setItem = (key: string, value: string) => void this.#kept.set(key, value);
}

const setUp = (server = new FakeSessionServer(), storage = new FakeStorage(), api = server.api) => {
  const tabs = new TabsState({ api, store: new TabStore(storage, 'me'), known: () => undefined });
  return { tabs, server, storage };
};
const serverWith = (...numbers: number[]) => {
  const server = new FakeSessionServer();
  talk(server, 'me', ...numbers.map(id));
  return server;
};
const ids = ({ all }: TabsState) => all.map((tab) => Number(tab.id.slice(-3)));
const show = (tabs: TabsState, ...numbers: number[]) => numbers.forEach((number) => tabs.show(id(number)));

describe('sessions as tabs', () => {
  it('stay in the order in which they were opened, each once, whichever is shown', () => {
    const { tabs } = setUp();
    show(tabs, 1, 2, 3, 1);
    tabs.open(id(4));
    expect(ids(tabs)).toEqual([1, 2, 3, 4]);
  });

  it('are there again after a reload, for the same agent in the same browser only', () => {
    const { tabs, storage } = setUp();
    show(tabs, 1, 2);
    tabs.order([id(2), id(1)]);
    show(tabs, 3);
    tabs.move(id(3), -1);
    tabs.move(id(2), -1);
    expect(ids(setUp(undefined, storage).tabs)).toEqual([2, 3, 1]);
    expect(new TabStore(storage, 'somebody else').read()).toEqual([]);
  });

  it('begin empty where the browser keeps something else', () => {
    for (const kept of ['{', '{"a":1}', '["x", 3, null]']) {
      const storage = new FakeStorage();
      storage.setItem('dukou.tabs.me', kept);
      expect(ids(setUp(undefined, storage).tabs)).toEqual([]);
    }
  });

  it('make room for a new one: ended sessions first, then what was looked at longest ago, never what is shown', async () => {
    const all = Array.from({ length: mostTabs }, (_, index) => index + 1);
    const { tabs, server } = setUp(serverWith(...all));
    show(tabs, ...all);
    tabs.apply(started());
    await settle();
    const ended = server.end(id(5));
    if (ended) tabs.apply(ended);
    show(tabs, 1);
    tabs.open(id(101));
    expect(ids(tabs)).toEqual([...all.filter((number) => number !== 5), 101]);
    tabs.open(id(102));
    expect(ids(tabs)).toEqual([...all.filter((number) => number !== 5 && number !== 2), 101, 102]);
    expect(tabs.has(id(1))).toBe(true);
  });

  it('give their place to the next one when they are closed, at the end to the one before', () => {
    const { tabs } = setUp();
    show(tabs, 1, 2, 3);
    expect([tabs.close(id(2)), tabs.close(id(3)), tabs.close(id(1))]).toEqual([id(3), id(1), null]);
    expect(tabs.close(id(1))).toBeNull();
  });

  it('are gone through round the ends, and by their number', () => {
    const { tabs } = setUp();
    expect(tabs.beside(null, 1)).toBeNull();
    show(tabs, 1);
    expect(tabs.beside(id(1), 1)).toBeNull();
    show(tabs, 2, 3);
    expect([tabs.beside(id(3), 1), tabs.beside(id(1), -1), tabs.beside(null, -1)]).toEqual([
      id(1),
      id(3),
      id(3),
    ]);
    expect([tabs.at(0), tabs.at(3)]).toEqual([id(1), null]);
  });

  it('close together: all others, or those whose session has ended, but not the one that is shown', async () => {
    const { tabs, server } = setUp(serverWith(1, 2, 3));
    show(tabs, 3, 2, 1);
    tabs.apply(started());
    await settle();
    for (const event of [server.end(id(1)), server.end(id(2))]) if (event) tabs.apply(event);
    tabs.closeEnded();
    expect(ids(tabs)).toEqual([3, 1]);
    tabs.closeOthers(id(1));
    expect(ids(tabs)).toEqual([1]);
  });
});

describe('what a tab says', () => {
  it('is fetched for each once, and follows what happens in whatever list', async () => {
    const { tabs, server } = setUp(serverWith(1, 2));
    show(tabs, 1, 2);
    await settle();
    expect(server.api.callsOf('SessionById')).toHaveLength(2);
    for (const event of [server.write(id(1), 'again'), server.rename(id(2), '王女士'), server.end(id(2))])
      if (event) tabs.apply(event);
    const [first, second] = tabs.all.map(({ row }) => row);
    expect([first?.unreadCount, second?.visitor.nickname, second?.endReason]).toEqual([2, '王女士', 'AGENT']);
  });

  it('is not overwritten by an answer that was overtaken', async () => {
    const server = serverWith(1);
    const answer = pending<unknown>();
    const old = server.sessions.get(id(1));
    const { tabs } = setUp(server, undefined, new FakeApi({ SessionById: () => answer.promise }));
    show(tabs, 1);
    const ended = server.end(id(1));
    if (ended) tabs.apply(ended);
    answer.resolve({ session: old });
    await settle();
    expect(tabs.all[0]?.row?.endReason).toBe('AGENT');
  });

  it('goes with the session: what is not to be seen any more has no tab', async () => {
    const server = serverWith(1, 2);
    const storage = new FakeStorage();
    const { tabs } = setUp(server, storage);
    show(tabs, 1, 2, 9);
    tabs.apply(started());
    await settle();
    expect(ids(tabs)).toEqual([1, 2]);
    const withdrawn = server.withdraw(id(2));
    if (withdrawn) tabs.apply(withdrawn);
    expect([ids(tabs), new TabStore(storage, 'me').read()]).toEqual([[1], [id(1)]]);
  });
});
