import { setTimeout as sleep } from 'node:timers/promises';
import { hearAs, type Hearing } from '../agent/hearAs.ts';
import { isForSite, type ActorListener, type AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotSignedInError } from '../core/errors.ts';
import { gap, openStream, type StreamStarted } from '../core/eventStream.ts';
import { today } from '../setting/organisationDay.ts';
import { tagsTopic } from '../tag/tagEvents.ts';
import type { VisitorChanged } from '../visitor/visitorEvents.ts';
import {
  sessionListTopics,
  topicsOfPlacement,
  type SessionChanged,
  type SessionMoved,
} from './sessionEvents.ts';

/** The session is no longer the agent's to see. */
export interface SessionWithdrawn {
  type: 'SessionWithdrawn';
  sessionId: string;
}

export type SessionListEvent = StreamStarted | SessionChanged | SessionWithdrawn | VisitorChanged;

type ListEvent = SessionMoved | VisitorChanged;

/**
 * Follows all sessions that an agent may see. Begins with StreamStarted, upon which the list is to be fetched; the
 * same event comes again whenever changes may have been lost, and when the agent's rights have changed: what may be
 * seen then is another list; when a tag has changed, which many rows may show; and at midnight, with which yesterday's
 * talks leave it. Ends with the sign-in.
 * @throws NotSignedInError
 */
export async function followSessionList(
  core: Core,
  actor: AgentActor,
  onActor: ActorListener = () => undefined,
): Promise<AsyncIterableIterator<SessionListEvent>> {
  return openStream(async (signal) => {
    const first = await hearAs(core, actor, signal, sessionListTopics, [tagsTopic]);
    if (!first) throw new NotSignedInError();
    onActor(first.actor);
    return follow(core, actor, first, signal, onActor);
  });
}

async function* follow(
  core: Core,
  actor: AgentActor,
  first: Hearing<ListEvent>,
  signal: AbortSignal,
  onActor: ActorListener,
): AsyncGenerator<SessionListEvent, void> {
  let hearing = first;
  await callAtMidnight(core, signal, () => hearing.queue.push(gap));
  yield { type: 'StreamStarted', at: core.clock.now() };
  let latest: ListEvent | undefined;
  for (;;) {
    const event = await hearing.queue.take();
    if (event === undefined) return;
    if (event === gap) {
      // Whether rights have changed or events were lost, among which that may have been: all is read anew.
      const next = await hearAs(core, actor, signal, sessionListTopics, [tagsTopic]);
      hearing.end();
      if (!next) return;
      hearing = next;
      onActor(next.actor);
      yield { type: 'StreamStarted', at: core.clock.now() };
    } else if (isForSite(actor, subjectOf(event).siteId) && !isSameEvent(latest, event)) {
      latest = event;
      if (event.type === 'VisitorChanged') {
        yield event;
        continue;
      }
      const isSeen = topicsOfPlacement(event.session).some((topic) => hearing.topics.has(topic));
      if (isSeen) yield { type: 'SessionChanged', session: event.session };
      else yield { type: 'SessionWithdrawn', sessionId: event.session.id };
    }
  }
}

/** An event that is told on two topics to which somebody listens comes twice, one right behind the other. */
function isSameEvent(latest: ListEvent | undefined, event: ListEvent): boolean {
  const [a, b] = [latest && subjectOf(latest), subjectOf(event)];
  return a?.id === b.id && a.version === b.version;
}

const subjectOf = (event: ListEvent) => (event.type === 'VisitorChanged' ? event.visitor : event.session);

/** Calls at the end of each day of the organisation from now on, until the signal. */
async function callAtMidnight(core: Core, signal: AbortSignal, call: () => void): Promise<void> {
  const untilMidnight = async () =>
    Math.max(1_000, (await today(core)).end.getTime() - core.clock.now().getTime());
  const callEachDay = async (firstMs: number) => {
    for (let ms = firstMs; ; ms = await untilMidnight()) {
      await sleep(ms, undefined, { signal, ref: false });
      call();
    }
  };
  callEachDay(await untilMidnight()).catch((error: unknown) => {
    // Without the database the day's end is not known; the stream begins anew anyway when it is back.
    if (!signal.aborted) core.log.warn({ err: error }, 'the end of the day is not known');
  });
}
