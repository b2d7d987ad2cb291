import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { EventQueue, listen } from '../core/eventStream.ts';
import type { Topic } from '../core/pubsub.ts';
import { departmentIdsBelow } from '../department/departmentAccess.ts';
import { currentActor } from './authenticateAgent.ts';
import { listenForRights } from './listenForRights.ts';

/** What one agent hears as long as the rights stay the same; a gap in the queue says that they may not have. */
export interface Hearing<Event extends object> {
  /** With the rights by which it hears. */
  actor: AgentActor;
  topics: ReadonlySet<Topic<Event>>;
  queue: EventQueue<Event>;
  end(): void;
}

/**
 * Listens to what an agent may hear by the rights and the place of this moment.
 * @param topicsOf which topics these are; told the agent's department and those below it
 * @param anew topics whose events make all that is heard worth reading anew, as a change of rights does
 * @returns undefined when the sign-in is over
 */
export async function hearAs<Event extends object>(
  core: Core,
  actor: AgentActor,
  signal: AbortSignal,
  topicsOf: (actor: AgentActor, departmentIds: readonly string[]) => readonly Topic<Event>[],
  anew: readonly Topic<object>[] = [],
): Promise<Hearing<Event> | undefined> {
  const controller = new AbortController();
  const end = () => controller.abort();
  const until = AbortSignal.any([signal, controller.signal]);
  // First what may change the rights, then the rights, then what they let hear: nothing falls in between.
  const queue = new EventQueue<Event>();
  await listenForRights(core, actor, until, queue, anew);
  const now = await currentActor(core, actor);
  if (!now) {
    end();
    return undefined;
  }
  const topics = topicsOf(now, await departmentIdsBelow(core, now.departmentPath));
  await listen(core, topics, until, queue);
  return { actor: now, topics: new Set(topics), queue, end };
}
