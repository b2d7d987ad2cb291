import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClockState } from '#lib/clock/clockState.svelte.ts';
import { SessionListsState, type SessionListEvent } from '#lib/session/sessionListsState.svelte.ts';
import { firstView, ownScope, sessionLists, wholeScope, type SessionView } from '#lib/session/sessionView.ts';
import { settle } from './fakeApi.ts';
import { FakeSessionServer, started } from './fakeSessionServer.ts';

const people = ['me', 'wang', null];
const scopes = [ownScope, wholeScope, { isMine: false, ownerId: 'wang' }];

/** Events as a history: each of them happens at the server, and is told at once or later. */
const step = fc.record({
  kind: fc.constantFrom(
    ...['enter', 'write', 'leave', 'answer', 'give', 'end', 'disturb', 'settle', 'settle', 'block', 'rename'],
    ...['withdraw', 'day', 'restart', 'repeat', 'show', 'show', 'more', 'write', 'enter'],
  ),
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  person: fc.constantFrom(...people),
  isOn: fc.boolean(),
  isLate: fc.boolean(),
  list: fc.constantFrom(...sessionLists),
  scope: fc.constantFrom(...scopes),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function act(server: FakeSessionServer, { kind, id, person, isOn }: Step): SessionListEvent | null {
  switch (kind) {
    case 'enter':
      return server.sessions.has(id) ? null : server.enter(id, person);
    case 'write':
      return server.write(id);
    case 'leave':
      return server.write(id, 'is anybody there?', true);
    case 'answer':
      return server.answer(id);
    case 'give':
      return server.give(id, person);
    case 'end':
      return server.end(id);
    case 'disturb':
      return server.disturb(id, isOn);
    case 'block':
      return server.block(id, isOn);
    case 'rename':
      return server.rename(id, `renamed by ${person}`);
    case 'withdraw':
      return server.withdraw(id);
    default:
      return null;
  }
}

/** Events of sessions that are gone are not told again: a server says of them only that they are gone. */
function isCurrent(server: FakeSessionServer, event: SessionListEvent): boolean {
  return event.__typename === 'SessionChanged' && server.sessions.has(event.session.id);
}

function listsOn(server: FakeSessionServer, pageSize?: number): SessionListsState {
  const lists = new SessionListsState({
    api: server.api,
    openStream: server.api.openStream,
    clock: new ClockState(),
    agentId: 'me',
    pageSize,
  });
  lists.start();
  lists.apply(started());
  return lists;
}

async function play(
  server: FakeSessionServer,
  lists: SessionListsState,
  steps: Step[],
): Promise<SessionView[]> {
  const seen: SessionView[] = [firstView];
  const past: SessionListEvent[] = [];
  let late: SessionListEvent[] = [];
  const tell = (events: SessionListEvent[]) => events.forEach((event) => lists.apply(event));
  for (const one of steps) {
    const event = act(server, one);
    if (event) {
      past.push(event);
      // In order: a stream does not overtake itself.
      late.push(event);
      if (!one.isLate) tell(late.splice(0));
    }
    if (one.kind === 'settle') await settle();
    else if (one.kind === 'more') void lists.shown.loadMore();
    else if (one.kind === 'repeat') tell(past.filter((known) => isCurrent(server, known)));
    else if (one.kind === 'day' || one.kind === 'restart') {
      // A stream that begins anew has forgotten what came before, and so has a new day which lists it named.
      late = [];
      past.length = 0;
      tell([one.kind === 'day' ? server.beginDay() : started()]);
      seen.splice(0, seen.length, lists.view);
    } else if (one.kind === 'show') {
      const view = {
        ...firstView,
        list: one.list,
        scope: one.scope,
        order: one.isOn ? 'NEWEST' : 'ATTENTION',
      } as const;
      seen.push(view);
      lists.show(view);
    }
  }
  tell(late);
  await settle();
  return seen;
}

describe('old state and events', () => {
  it('make what a fresh fetch brings, in the view that is shown and in those shown before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
        const server = new FakeSessionServer();
        const lists = listsOn(server);
        for (const view of (await play(server, lists, steps)).slice(-8)) {
          lists.show(view);
          await settle();
          expect(lists.shown.rows.inOrder, JSON.stringify(view)).toEqual(server.fresh(view));
        }
        lists.stop();
      }),
      { numRuns: 2000 },
    );
  });

  it('make the beginning of what a fresh fetch brings while a list is loaded in part, and all of it at its end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
        const server = new FakeSessionServer();
        for (const id of ['a', 'b', 'c', 'd']) server.enter(id, 'me');
        for (const id of ['a', 'b', 'c', 'd']) server.write(id);
        const lists = listsOn(server, 2);
        await play(server, lists, steps);
        const list = lists.shown;
        const fresh = server.fresh(lists.view);
        expect(list.rows.inOrder).toEqual(fresh.slice(0, list.rows.inOrder.length));
        for (let page = 0; page < 4; page++) await list.loadMore();
        await settle();
        expect(list.rows.inOrder).toEqual(fresh);
        lists.stop();
      }),
      { numRuns: 2000 },
    );
  });
});
