import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ClockState } from '#lib/clock/clockState.svelte.ts';
import { RequestFailure } from '#lib/connection/api.ts';
import type { Variables } from '#lib/connection/operation.ts';
import { SessionListsState } from '#lib/session/sessionListsState.svelte.ts';
import { firstView } from '#lib/session/sessionView.ts';
import { buildRow, timeAt } from './build.ts';
import { FakeApi, pending, settle } from './fakeApi.ts';
import { columnsOf, FakeSessionServer, started } from './fakeSessionServer.ts';
import { ids, listsOn, loadedLists, talk, tell } from './playLists.ts';

describe('the visitors’ lists', () => {
  it('show at first one’s own talks and those of nobody, who wait longest first', async () => {
    const server = new FakeSessionServer();
    server.enter('silent', 'me');
    talk(server, 'me', 'a', 'b');
    talk(server, null, 'c');
    talk(server, 'wang', 'd');
    server.answer('a');
    const lists = await loadedLists(server);

    expect(ids(lists)).toEqual(['b', 'c', 'a']);
  });

  it('show the newest first if the agent chooses so, and ended sessions by their end in any case', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a', 'b', 'c');
    server.write('a');
    const lists = await loadedLists(server, { order: 'NEWEST' });
    expect(ids(lists)).toEqual(['a', 'c', 'b']);

    tell(lists, server.end('c'), server.end('a'));
    lists.show({ ...firstView, list: 'TALKED' });
    await settle();
    expect(ids(lists)).toEqual(['a', 'c']);
  });

  it('move a visitor from Online to Talking with the first word, without asking for what is known', async () => {
    const server = new FakeSessionServer();
    server.enter('a', 'me');
    const lists = await loadedLists(server);
    lists.show({ ...firstView, list: 'ONLINE' });
    await settle();
    expect(ids(lists)).toEqual(['a']);

    tell(lists, server.write('a'));
    expect(ids(lists)).toEqual([]);
    lists.show(firstView);
    expect(ids(lists)).toEqual(['a']);
    expect(server.api.callsOf('SessionById')).toEqual([]);
  });

  it('let a session go to a colleague’s lists with its owner', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a');
    const lists = await loadedLists(server);
    tell(lists, server.give('a', 'wang'));
    await settle();
    expect(ids(lists)).toEqual([]);

    lists.show({ ...firstView, scope: { isMine: false, ownerId: 'wang' } });
    await settle();
    expect(ids(lists)).toEqual(['a']);
    tell(lists, server.give('a', 'me'));
    await settle();
    expect(ids(lists)).toEqual([]);
  });

  it('show a view at once that was shown lately, as it is by now', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a', 'b');
    const lists = await loadedLists(server);
    lists.show({ ...firstView, list: 'TALKED' });
    expect(lists.shown.status).toBe('loading');
    await settle();
    tell(lists, server.end('a'));
    const callCount = server.api.calls.length;
    lists.show(firstView);

    expect([lists.shown.status, ids(lists)]).toEqual(['ready', ['b']]);
    expect(server.api.calls).toHaveLength(callCount);
  });

  it('load a long list page by page, and what is further down only when it is scrolled to', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', ...Array.from({ length: 250 }, (_, index) => `s${index}`));
    const lists = await loadedLists(server);
    expect([ids(lists).length, lists.shown.hasMore]).toEqual([100, true]);

    await lists.shown.loadMore();
    await lists.shown.loadMore();
    expect(lists.shown.rows.inOrder).toEqual(server.fresh(firstView));
    expect(server.api.callsOf('SessionPage')).toHaveLength(3);
    expect(lists.shown.hasMore).toBe(false);
  });

  it('do not ask for a session that stands further down than what is loaded', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', ...Array.from({ length: 250 }, (_, index) => `s${index}`));
    const lists = await loadedLists(server);
    tell(lists, server.write('s240'));
    await settle();

    expect(server.api.callsOf('SessionById')).toEqual([]);
  });

  it('fetch a session that is not known, once for all that happens meanwhile', async () => {
    const server = new FakeSessionServer();
    const lists = await loadedLists(server);
    tell(lists, server.enter('a', 'me'), server.write('a'), server.write('a'));
    await settle();

    expect(lists.shown.rows.inOrder).toEqual(server.fresh(firstView));
    expect(server.api.callsOf('SessionById')).toHaveLength(1);
  });

  it('fetch the list anew when hundreds enter at once, instead of each of them', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const server = new FakeSessionServer();
    const lists = await loadedLists(server, { list: 'ONLINE' });
    for (let index = 0; index < 300; index++) tell(lists, server.enter(`s${index}`, 'me'));
    await vi.advanceTimersByTimeAsync(1_000);

    expect(ids(lists)).toEqual(
      server
        .fresh(lists.view)
        .slice(0, 100)
        .map(({ id }) => id),
    );
    expect(server.api.callsOf('SessionById').length).toBeLessThanOrEqual(20);
    expect(server.api.callsOf('SessionPage')).toHaveLength(2);
  });

  it('ignore an event that is older than what they show', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a');
    const late = server.write('a');
    server.write('a');
    const lists = await loadedLists(server);
    tell(lists, late);

    expect(lists.shown.rows.inOrder).toEqual(server.fresh(firstView));
  });

  it('do not bring back a session that was withdrawn while it was fetched', async () => {
    const answer = pending<unknown>();
    const api = new FakeApi({ SessionById: () => answer.promise });
    const lists = listsOn(api);
    const row = buildRow('a', { list: 'TALKING' });
    tell(lists, { __typename: 'SessionChanged', session: columnsOf(row) });
    tell(lists, { __typename: 'SessionWithdrawn', sessionId: 'a' });
    answer.resolve({ session: row });
    await settle();

    expect(ids(lists)).toEqual([]);
  });

  it('keep what events said while an older list was on its way', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a', 'b');
    const page = pending<unknown>();
    const api = new FakeApi({
      SessionPage: () => page.promise,
      SessionById: ({ id }) => ({ session: server.sessions.get(String(id)) }),
      SessionCounts: () => ({ sessionCounts: [] }),
    });
    const lists = listsOn(api);
    lists.apply(started());
    const old = server.page(api.callsOf('SessionPage')[0] ?? {});
    tell(lists, server.withdraw('a'), server.write('b'), server.enter('c', 'me'), server.write('c'));
    page.resolve(old);
    await settle();

    expect(lists.shown.rows.inOrder).toEqual(server.fresh(firstView));
  });

  it('rename and tag a visitor in all sessions, also in one that an older answer is just bringing', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a');
    const lists = await loadedLists(server);
    const entered = [server.enter('b', 'me'), server.write('b')];
    const old = server.sessions.get('b');
    tell(lists, ...entered);
    tell(lists, server.rename('a', '张女士'), server.rename('b', '李先生'));
    await settle();

    expect(old?.visitor.nickname).not.toBe('李先生');
    expect(lists.shown.rows.inOrder.map(({ visitor }) => visitor.nickname)).toEqual(['张女士', '李先生']);
  });

  it('believe no name from before a break while they fetch anew what came meanwhile', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a', 'b');
    const lists = await loadedLists(server);
    // Unheard of: the stream was away.
    server.rename('b', 'renamed meanwhile');
    tell(lists, started());
    lists.show({ ...firstView, list: 'LEFT_MESSAGES' });
    tell(lists, server.write('b', 'is anybody there?', true));
    await settle();
    expect(lists.shown.rows.inOrder.map(({ visitor }) => visitor.nickname)).toEqual(['renamed meanwhile']);
  });

  it('begin a new day with nobody talked to yet', async () => {
    const server = new FakeSessionServer();
    talk(server, 'me', 'a');
    server.end('a');
    const lists = await loadedLists(server, { list: 'TALKED' });
    expect(ids(lists)).toEqual(['a']);
    lists.apply(server.beginDay());
    await settle();

    expect(ids(lists)).toEqual([]);
    expect(lists.counts.of('TALKED').count).toBe(0);
  });

  it('say why a list could not be loaded, and try again by themselves', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    let isDown = true;
    const server = new FakeSessionServer();
    talk(server, 'me', 'a');
    const answer = (name: string) => (variables: Variables) => {
      if (isDown) throw new RequestFailure('NETWORK');
      return server.api.query({ name }, variables);
    };
    const api = new FakeApi({ SessionPage: answer('SessionPage'), SessionCounts: answer('SessionCounts') });
    const lists = listsOn(api);
    lists.apply(started());
    await settle();
    expect([lists.shown.status, lists.shown.failureCode]).toEqual(['failed', 'NETWORK']);

    isDown = false;
    await vi.advanceTimersByTimeAsync(1_000);
    expect([lists.shown.status, ids(lists), lists.counts.of('TALKING').count]).toEqual(['ready', ['a'], 1]);
  });

  it('fetch the list anew when its end shows that the session at a page’s end had moved unheard of', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const server = new FakeSessionServer();
    talk(server, 'me', ...Array.from({ length: 150 }, (_, index) => `s${index}`));
    const lists = await loadedLists(server);
    const page = server.page.bind(server);
    vi.spyOn(server, 'page').mockImplementationOnce((variables) => {
      const { sessions } = page(variables);
      return { sessions: { ...sessions, edges: sessions.edges.slice(10) } };
    });
    await lists.shown.loadMore();
    expect(ids(lists)).toHaveLength(140);
    await vi.advanceTimersByTimeAsync(1_000);

    await lists.shown.loadMore();
    expect(lists.shown.rows.inOrder).toEqual(server.fresh(firstView));
  });

  it('set the clock by the server', () => {
    const api = new FakeApi({ SessionPage: () => pending().promise, SessionCounts: () => pending().promise });
    const clock = new ClockState();
    const lists = new SessionListsState({ api, openStream: api.openStream, clock, agentId: 'me' });
    lists.apply({ __typename: 'StreamStarted', at: timeAt(0) });

    expect(Math.abs(clock.now - Date.parse(timeAt(0)))).toBeLessThan(1_000);
  });
});
