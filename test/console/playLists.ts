import { onTestFinished } from 'vitest';
import { ClockState } from '#lib/clock/clockState.svelte.ts';
import { SessionListsState, type SessionListEvent } from '#lib/session/sessionListsState.svelte.ts';
import { firstView, type SessionView } from '#lib/session/sessionView.ts';
import { settle, type FakeApi } from './fakeApi.ts';
import { started, type FakeSessionServer } from './fakeSessionServer.ts';

export function listsOn(api: FakeApi): SessionListsState {
  const lists = new SessionListsState({
    api,
    openStream: api.openStream,
    clock: new ClockState(),
    agentId: 'me',
  });
  lists.start();
  onTestFinished(() => lists.stop());
  return lists;
}

export async function loadedLists(server: FakeSessionServer, view: Partial<SessionView> = {}) {
  const lists = listsOn(server.api);
  lists.show({ ...firstView, ...view });
  lists.apply(started());
  await settle();
  return lists;
}

export function tell(lists: SessionListsState, ...events: (SessionListEvent | null)[]): void {
  for (const event of events) if (event) lists.apply(event);
}

/** Sessions in which the visitor has spoken already. */
export function talk(server: FakeSessionServer, ownerId: string | null, ...ids: string[]): void {
  for (const id of ids) {
    server.enter(id, ownerId);
    server.write(id);
  }
}

/** The sessions that are seen, from the top. */
export const ids = (lists: SessionListsState) => lists.shown.rows.inOrder.map(({ id }) => id);
