import type { ActorListener, AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotSignedInError } from '../core/errors.ts';
import { gap, openStream, type StreamStarted } from '../core/eventStream.ts';
import { agentStatusTopics, type AgentStatusChanged } from './agentStatusEvents.ts';
import { hearAs, type Hearing } from './hearAs.ts';

export type ColleagueEvent = StreamStarted | AgentStatusChanged;

/**
 * Follows the status of an agent's colleagues, and the own. Begins with StreamStarted, upon which they are to be
 * fetched; the same event comes again whenever changes may have been lost, and when the agent's rights or place have
 * changed. Ends with the sign-in.
 * @throws NotSignedInError
 */
export async function followColleagueStatus(
  core: Core,
  actor: AgentActor,
  onActor: ActorListener = () => undefined,
): Promise<AsyncIterableIterator<ColleagueEvent>> {
  return openStream(async (signal) => {
    const first = await hearAs(core, actor, signal, agentStatusTopics);
    if (!first) throw new NotSignedInError();
    onActor(first.actor);
    return follow(core, actor, first, signal, onActor);
  });
}

async function* follow(
  core: Core,
  actor: AgentActor,
  first: Hearing<AgentStatusChanged>,
  signal: AbortSignal,
  onActor: ActorListener,
): AsyncGenerator<ColleagueEvent, void> {
  let hearing = first;
  yield { type: 'StreamStarted', at: core.clock.now() };
  for (;;) {
    const event = await hearing.queue.take();
    if (event === undefined) return;
    if (event !== gap) yield event;
    else {
      // Whether rights have changed or events were lost, among which that may have been: all is read anew.
      const next = await hearAs(core, actor, signal, agentStatusTopics);
      hearing.end();
      if (!next) return;
      hearing = next;
      onActor(next.actor);
      yield { type: 'StreamStarted', at: core.clock.now() };
    }
  }
}
