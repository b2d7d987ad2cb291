import { setTimeout as sleep } from 'node:timers/promises';
import { actorTopics } from '../agent/agentEvents.ts';
import { currentActor } from '../agent/authenticateAgent.ts';
import { asAgent, type Actor, type ActorListener, type AgentActor } from '../core/actor.ts';
import { bellOn, type Bell } from '../core/bell.ts';
import type { Core } from '../core/core.ts';
import { NotSignedInError } from '../core/errors.ts';
import { openStream } from '../core/eventStream.ts';
import { checkInput } from '../core/input.ts';
import { everySession } from '../session/sessionEvents.ts';
import { eventFilterShape, type CheckedEventFilter, type EventFilter } from './eventFilters.ts';
import { assertCursorIsKept, eventBounds, eventPage } from './eventPage.ts';
import { loadEvents, type LoadedEvent } from './loadEvents.ts';
import { numberEvents } from './numberEvents.ts';

/** Looked for this often even if nobody said that something happened: such a hint may be lost. */
const lookAgainMs = 5_000;
/** What happens within a moment is read together. */
const gatherMs = 20;
/** Held for a reader who is slower than the database. */
const pageSize = 100;

/**
 * Follows what happens, as far as the agent may see it at that moment: first everything after the cursor, then whatever
 * comes, in order, each once. Without a cursor, from now on. The log is all that it reads, by pages, so that a slow reader
 * only reads later; what is published merely says that it is worth a look. Ends with the sign-in.
 * @throws NotSignedInError, InvalidInputError, EventsExpiredError, the latter also when a reader was too slow
 */
export async function followEvents(
  core: Core,
  actor: Actor,
  input: EventFilter,
  onActor: ActorListener = () => undefined,
): Promise<AsyncIterableIterator<LoadedEvent>> {
  const agent = asAgent(actor);
  const { after, ...filter } = checkInput(eventFilterShape, input);
  return openStream(async (signal) => {
    const news = await bellOn(core, [everySession, ...actorTopics(agent)], signal);
    const rights = await bellOn(core, actorTopics(agent), signal);
    if (!(await currentActor(core, agent))) throw new NotSignedInError();
    await numberEvents(core);
    if (after != null) await assertCursorIsKept(core, after);
    const start = after ?? (await eventBounds(core)).latest;
    return follow(core, agent, filter, start, { news, rights, signal, onActor });
  });
}

interface Ears {
  news: Bell;
  /** Rung when what the agent may see has changed. */
  rights: Bell;
  signal: AbortSignal;
  onActor: ActorListener;
}

async function* follow(
  core: Core,
  agent: AgentActor,
  filter: CheckedEventFilter,
  start: bigint,
  { news, rights, signal, onActor }: Ears,
): AsyncGenerator<LoadedEvent, void> {
  let last = start;
  while (!signal.aborted) {
    rights.silence();
    const now = await currentActor(core, agent);
    if (now?.kind !== 'agent') return;
    onActor(now);
    const page = await eventPage(core, now, last, filter, pageSize);
    for (const loaded of await loadEvents(core, page.events)) {
      // What the rights of before let see is read again with those of now.
      if (rights.hasRung || signal.aborted) break;
      yield loaded;
      last = loaded.event.number;
    }
    if (rights.hasRung) continue;
    last = page.end;
    if (page.hasMore) continue;
    await news.heard(lookAgainMs, signal);
    await sleep(gatherMs);
    await numberEvents(core);
  }
}
