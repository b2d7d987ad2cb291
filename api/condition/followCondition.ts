import type { Core } from '../core/core.ts';
import { gap, listen, openStream, type EventQueue } from '../core/eventStream.ts';
import { reachTopic, type ReachChanged } from '../core/pubsub.ts';

/** What works of the service as a whole at this moment. */
export interface Condition {
  /** Whether this process and the others hear of each other at once (Redis): else news from there comes late. */
  reachesOthers: boolean;
}

/** Follows the condition of the service, as this process sees it: first as it is, then each change. */
export async function followCondition(core: Core): Promise<AsyncIterableIterator<Condition>> {
  return openStream(async (signal) => follow(core, await listen(core, [reachTopic], signal)));
}

async function* follow(core: Core, queue: EventQueue<ReachChanged>): AsyncGenerator<Condition, void> {
  let told: boolean | undefined;
  for (
    let event: ReachChanged | typeof gap | undefined = gap;
    event !== undefined;
    event = await queue.take()
  ) {
    const { reachesOthers } = core.pubsub;
    if (reachesOthers !== told) yield { reachesOthers };
    told = reachesOthers;
  }
}
