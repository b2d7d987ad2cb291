import type { Actor } from '../core/actor.ts';
import { callAt } from '../core/callAt.ts';
import type { Core } from '../core/core.ts';
import { gap, listenForGaps, type EventQueue } from '../core/eventStream.ts';
import type { Topic } from '../core/pubsub.ts';
import { actorTopics } from './agentEvents.ts';

/**
 * Makes whatever changes or ends an actor's rights a gap in a queue, the moment too at which a sign-in ends or an API token expires: what
 * may be heard must be read anew then.
 * @param anew more topics whose events do the same
 */
export async function listenForRights<Event extends object>(
  core: Core,
  actor: Actor,
  signal: AbortSignal,
  queue: EventQueue<Event>,
  anew: readonly Topic<object>[] = [],
): Promise<void> {
  await listenForGaps(core, [...actorTopics(actor), ...anew], signal, queue);
  const end = expiryOf(actor);
  if (end) callAt(core, end, signal, () => queue.push(gap));
}

/** When an actor's credential expires by itself, however it is used; null for never. */
export function expiryOf(actor: Actor): Date | null {
  if (actor.kind !== 'agent') return null;
  const { credential } = actor;
  return (credential.kind === 'token' ? credential.expiresAt : credential.endsAt) ?? null;
}
