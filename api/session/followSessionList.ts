import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { gap, listen, openStream, type EventQueue } from '../core/eventStream.ts';
import { departmentIdsBelow } from '../department/departmentAccess.ts';
import {
  sessionListTopics,
  topicsOfPlacement,
  type SessionChanged,
  type SessionListTopic,
  type SessionMoved,
} from './sessionEvents.ts';

/** The stream hears everything from here on: what happened before must be fetched. */
export interface StreamStarted {
  type: 'StreamStarted';
  at: Date;
}

/** The session is no longer the agent's to see. */
export interface SessionWithdrawn {
  type: 'SessionWithdrawn';
  sessionId: string;
}

export type SessionListEvent = StreamStarted | SessionChanged | SessionWithdrawn;

/**
 * Follows all sessions that an agent may see. Begins with StreamStarted, upon which the list is to be fetched; the
 * same event comes again whenever changes may have been lost.
 */
export async function followSessionList(
  core: Core,
  actor: AgentActor,
): Promise<AsyncIterableIterator<SessionListEvent>> {
  return openStream(async (signal) => {
    const topics = sessionListTopics(actor, await departmentIdsBelow(core, actor.departmentPath));
    return follow(core, new Set(topics), await listen<SessionMoved>(core, topics, signal));
  });
}

async function* follow(
  core: Core,
  topics: ReadonlySet<SessionListTopic>,
  queue: EventQueue<SessionMoved>,
): AsyncGenerator<SessionListEvent, void> {
  yield { type: 'StreamStarted', at: core.clock.now() };
  let latest: SessionMoved | undefined;
  for (;;) {
    const event = await queue.take();
    if (event === undefined) return;
    if (event === gap) {
      yield { type: 'StreamStarted', at: core.clock.now() };
    } else if (!isSameEvent(latest, event)) {
      latest = event;
      const isSeen = topicsOfPlacement(event.session).some((topic) => topics.has(topic));
      if (isSeen) yield { type: 'SessionChanged', session: event.session };
      else yield { type: 'SessionWithdrawn', sessionId: event.session.id };
    }
  }
}

/** An event that is told on two topics to which somebody listens comes twice, one right behind the other. */
function isSameEvent(latest: SessionMoved | undefined, event: SessionMoved): boolean {
  return latest?.session.id === event.session.id && latest.session.version === event.session.version;
}
