import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ClockState } from '#lib/clock/clockState.svelte.ts';
import { RequestFailure } from '#lib/connection/api.ts';
import { SessionListState, type SessionListEvent } from '#lib/session/sessionListState.svelte.ts';
import { buildRow, timeAt } from './build.ts';
import { FakeApi, pending, settle } from './fakeApi.ts';
import { FakeSessionServer } from './fakeSessionServer.ts';

const started: SessionListEvent = { __typename: 'StreamStarted', at: new Date().toISOString() };

function listOn(api: FakeApi): SessionListState {
  const list = new SessionListState({ api, openStream: api.openStream, clock: new ClockState() });
  list.start();
  return list;
}

async function loadedList(server: FakeSessionServer): Promise<SessionListState> {
  const list = listOn(server.api);
  list.apply(started);
  for (let page = 0; page < 20; page++) await settle();
  return list;
}

const ids = (list: SessionListState) => list.rows.inOrder.map((row) => row.id);

describe('the list of sessions', () => {
  it('shows those who wait longest first, then the newest activity', async () => {
    const server = new FakeSessionServer();
    for (const id of ['a', 'b', 'c', 'd']) server.enter(id);
    server.write('c');
    server.write('b');
    const list = await loadedList(server);

    expect(ids(list)).toEqual(['c', 'b', 'd', 'a']);
    expect(list.rows.unreadCount).toBe(2);
  });

  it('loads a long list page by page', async () => {
    const server = new FakeSessionServer();
    for (let index = 0; index < 250; index++) server.enter(`s${index}`);
    const list = await loadedList(server);

    expect(list.rows.inOrder).toHaveLength(250);
    expect(server.api.callsOf('SessionPage')).toHaveLength(3);
    expect(list.hasMore).toBe(false);
  });

  it('loads what is beyond the first two thousand only when it is scrolled to', async () => {
    const server = new FakeSessionServer();
    for (let index = 0; index < 2_150; index++) server.enter(`s${index}`);
    const list = await loadedList(server);
    expect(list.rows.inOrder).toHaveLength(2_000);

    await list.loadMore();
    await list.loadMore();
    expect(list.rows.inOrder).toHaveLength(2_150);
    expect(list.hasMore).toBe(false);
  });

  it('fetches a session that it does not know, once for all events that come meanwhile', async () => {
    const server = new FakeSessionServer();
    const list = await loadedList(server);
    for (const event of [server.enter('a'), server.write('a'), server.write('a')])
      if (event) list.apply(event);
    await settle();

    expect(list.rows.inOrder).toEqual(server.fresh());
    expect(server.api.callsOf('SessionById')).toHaveLength(1);
  });

  it('ignores an event that is older than what it shows', async () => {
    const server = new FakeSessionServer();
    server.enter('a');
    const first = server.write('a');
    server.write('a');
    const list = await loadedList(server);
    if (first) list.apply(first);

    expect(list.rows.inOrder).toEqual(server.fresh());
  });

  it('does not bring back a session that was withdrawn while it was fetched', async () => {
    const answer = pending<unknown>();
    const api = new FakeApi({ SessionById: () => answer.promise });
    const list = listOn(api);
    const { visitor: _visitor, owner: _owner, site: _site, ...columns } = buildRow('a');
    list.apply({ __typename: 'SessionChanged', session: columns });
    list.apply({ __typename: 'SessionWithdrawn', sessionId: 'a' });
    answer.resolve({ session: buildRow('a') });
    await settle();

    expect(ids(list)).toEqual([]);
  });

  it('keeps what events said while an older list was on its way', async () => {
    const server = new FakeSessionServer();
    server.enter('a');
    server.enter('b');
    const oldPage = await server.api.query(
      { definitions: [{ name: { value: 'SessionPage' } }] },
      { first: 100, after: null },
    );
    const answer = pending<unknown>();
    const api = new FakeApi({
      SessionPage: () => answer.promise,
      SessionById: ({ id }) => ({ session: server.sessions.get(String(id)) }),
    });
    const list = listOn(api);
    list.apply(started);
    for (const event of [server.withdraw('a'), server.write('b'), server.enter('c')])
      if (event) list.apply(event);
    answer.resolve(oldPage);
    await settle();

    expect(ids(list)).not.toContain('a');
    expect(list.rows.find('b')?.unreadCount).toBe(1);
  });

  it('says why it could not be loaded, and tries again by itself', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    let isDown = true;
    const server = new FakeSessionServer();
    server.enter('a');
    const api = new FakeApi({
      SessionPage: (variables) => {
        if (isDown) throw new RequestFailure('NETWORK');
        return server.api.query({ definitions: [{ name: { value: 'SessionPage' } }] }, variables);
      },
    });
    const list = listOn(api);
    list.apply(started);
    await settle();
    expect([list.status, list.failureCode]).toEqual(['failed', 'NETWORK']);

    isDown = false;
    await vi.advanceTimersByTimeAsync(1_000);
    expect([list.status, ids(list)]).toEqual(['ready', ['a']]);
  });

  it('sets the clock by the server', async () => {
    const api = new FakeApi({ SessionPage: () => pending().promise });
    const clock = new ClockState();
    const list = new SessionListState({ api, openStream: api.openStream, clock });
    list.apply({ __typename: 'StreamStarted', at: timeAt(0) });

    expect(Math.abs(clock.now - Date.parse(timeAt(0)))).toBeLessThan(1_000);
  });

  it('equals a fresh fetch after any history, with events doubled and late', async () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const step = fc.oneof(
      fc.record({ kind: fc.constantFrom('enter', 'write', 'end', 'withdraw', 'take'), id }),
      fc.record({ kind: fc.constantFrom('restart', 'settle', 'repeat'), id }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const server = new FakeSessionServer();
        const list = await loadedList(server);
        const past: SessionListEvent[] = [];
        for (const { kind, id } of steps) {
          if (kind === 'settle') await settle();
          else if (kind === 'restart') list.apply(started);
          // Doubled, and behind newer ones of other sessions; a withdrawal is said once.
          else if (kind === 'repeat')
            past.filter((event) => isCurrent(server, event)).forEach((event) => list.apply(event));
          else {
            const event = act(server, kind, id);
            if (event) past.push(event);
            if (event) list.apply(event);
          }
        }
        await settle();
        expect(list.rows.inOrder).toEqual(server.fresh());
      }),
      { numRuns: 300 },
    );
  });
});

function act(server: FakeSessionServer, kind: string, id: string): SessionListEvent | null {
  switch (kind) {
    case 'enter':
      return server.sessions.has(id) ? null : server.enter(`${id}${Math.random()}`);
    case 'write':
      return server.write(pick(server, id));
    case 'take':
      return server.take(pick(server, id), id);
    case 'end':
      return server.end(pick(server, id));
    default:
      return server.withdraw(pick(server, id));
  }
}

function pick(server: FakeSessionServer, letter: string): string {
  return [...server.sessions.keys()].find((id) => id.startsWith(letter)) ?? '';
}

/** Events of sessions that are gone are not sent again: a server says of them only that they are gone. */
function isCurrent(server: FakeSessionServer, event: SessionListEvent): boolean {
  return event.__typename === 'SessionChanged' && server.sessions.has(event.session.id);
}
