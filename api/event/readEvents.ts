import { z } from 'zod';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput } from '../core/input.ts';
import { eventFilterShape } from './eventFilters.ts';
import { assertCursorIsKept, eventBounds, eventPage } from './eventPage.ts';
import { loadEvents, type LoadedEvent } from './loadEvents.ts';
import { numberEvents } from './numberEvents.ts';

const shape = eventFilterShape.extend({ first: z.int().min(1).max(200).nullish() });

/** How many statements look for a page's events: who may see few of many goes on from the cursor. */
const mostScans = 10;

/** A page of what happened. */
export interface EventsRead {
  events: LoadedEvent[];
  /** Give it as `after` to go on, also when the page is empty. */
  endCursor: string;
  hasNextPage: boolean;
}

/**
 * What happened after a cursor, or since the oldest event that is kept, as far as the agent may see it now, in order.
 * @throws NotSignedInError, InvalidInputError, EventsExpiredError
 */
export async function readEvents(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<EventsRead> {
  const agent = asAgent(actor);
  const { after, first, ...filter } = checkInput(shape, input);
  const size = first ?? 50;
  await numberEvents(core);
  if (after != null) await assertCursorIsKept(core, after);
  let end = after ?? (await eventBounds(core)).oldest;
  const found: LoadedEvent['event'][] = [];
  let hasMore = true;
  for (let scans = 0; hasMore && found.length < size && scans < mostScans; scans++) {
    const page = await eventPage(core, agent, end, filter, size - found.length);
    found.push(...page.events);
    ({ end, hasMore } = page);
  }
  return { events: await loadEvents(core, found), endCursor: String(end), hasNextPage: hasMore };
}
