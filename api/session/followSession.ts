import { z } from 'zod';
import type { Session } from '../../prisma/generated/client/client.ts';
import { currentActor } from '../agent/authenticateAgent.ts';
import { listenForRights } from '../agent/listenForRights.ts';
import type { Actor, ActorListener } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError, NotSignedInError } from '../core/errors.ts';
import { gap, listen, openStream, type EventQueue } from '../core/eventStream.ts';
import { checkInput, id } from '../core/input.ts';
import { messagesAfter, messagesOnceWithheld, messagesRecalled } from '../message/messagesAfter.ts';
import { getSessionFor } from './sessionAccess.ts';
import { sessionTopics, type SessionEvent } from './sessionEvents.ts';

const shape = z.object({ sessionId: id, after: z.int().min(0) });

/**
 * Follows a session: first the session as it is, then every message after number `after` that the actor may read, in
 * order, each once, then what happens. Listens before it reads, so that nothing falls in between; reads again where
 * events were lost. What was withheld from agents comes when that is lifted, and again with each beginning, whatever its
 * numbers; so does what was taken back. Ends when the actor may no longer see the session, also because the actor's rights have changed.
 * @throws InvalidInputError, NotFoundError, NotSignedInError
 */
export async function followSession(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
  onActor: ActorListener = () => undefined,
): Promise<AsyncIterableIterator<SessionEvent>> {
  const { sessionId, after } = checkInput(shape, input);
  return openStream(async (signal) => {
    const queue = await listen<SessionEvent>(core, sessionTopics(actor, sessionId), signal);
    await listenForRights(core, actor, signal, queue);
    // The rights may have changed since the actor was read, when nobody listened yet.
    const now = await currentActor(core, actor);
    if (!now) throw new NotSignedInError();
    const session = await getSessionFor(core, now, sessionId);
    onActor(now);
    return follow(core, actor, session, queue, after, onActor);
  });
}

async function* follow(
  core: Core,
  actor: Actor,
  start: Session,
  queue: EventQueue<SessionEvent>,
  after: number,
  onActor: ActorListener,
): AsyncGenerator<SessionEvent, void> {
  let session = start;
  // A number beyond the last message would hide what comes next.
  let last = Math.min(after, start.lastSeq);
  /** What was withheld once and has been told: the few numbers that do not follow from `last`. */
  const released = new Set<number>();
  async function* catchUp(): AsyncGenerator<SessionEvent, void> {
    for await (const message of messagesAfter(core, actor, session.id, last)) {
      // The rights may have changed: whether this may still be read is asked first.
      if (queue.hasGap) return;
      yield { type: 'MessageSent', message };
      last = message.seq;
      if (message.isWithheld) released.add(message.seq);
    }
  }
  async function* releaseWithheld(): AsyncGenerator<SessionEvent, void> {
    const isOpen = actor.kind === 'agent' && session.withheldCount > 0 && !session.doNotDisturbSince;
    if (!isOpen) return;
    for await (const message of messagesOnceWithheld(core, session.id, last)) {
      if (queue.hasGap) return;
      if (released.has(message.seq)) continue;
      yield { type: 'MessageSent', message };
      released.add(message.seq);
    }
  }
  /** What was taken back while nobody listened: the reader may have it as it was. */
  async function* repeatRecalled(): AsyncGenerator<SessionEvent, void> {
    if (session.recalledCount === 0) return;
    for await (const message of messagesRecalled(core, actor, session.id, last)) {
      if (queue.hasGap) return;
      yield { type: 'MessageRecalled', message };
    }
  }
  async function* begin(): AsyncGenerator<SessionEvent, void> {
    yield { type: 'SessionChanged', session };
    yield* releaseWithheld();
    yield* repeatRecalled();
    if (session.lastSeq > last) yield* catchUp();
  }

  yield* begin();
  for (;;) {
    const event = await queue.take();
    if (event === undefined) return;
    if (event === gap) {
      const now = await reload(core, actor, session.id, onActor);
      if (!now) return;
      session = now;
      yield* begin();
    } else if (event.type === 'MessageSent') {
      // Another process' event may overtake one that was committed before it, and what the actor may not read leaves
      // a gap: the database has what there is.
      if (event.message.seq > last + 1) yield* catchUp();
      else if (event.message.seq === last + 1) {
        last = event.message.seq;
        yield event;
      }
    } else if (event.type === 'MessageRecalled') {
      // It may have overtaken the message itself, which is then read as it is now.
      if (event.message.seq > last) yield* catchUp();
      else yield event;
    } else if (event.type === 'SessionChanged') {
      if (hasMoved(session, event.session)) {
        const now = await reload(core, actor, session.id, onActor);
        if (!now) return;
      }
      const wasWithheld = session.doNotDisturbSince !== null;
      if (event.session.version > session.version) session = event.session;
      yield event;
      if (!wasWithheld || session.doNotDisturbSince) continue;
      yield* releaseWithheld();
      yield* catchUp();
    } else yield event;
  }
}

/** Whether the session stands where others may see it than before. */
function hasMoved(before: Session, after: Session): boolean {
  const isGone = after.ownerId === null && after.endedAt !== null;
  return before.ownerId !== after.ownerId || before.departmentId !== after.departmentId || isGone;
}

/** The session as it is now, if the actor, with the rights of now, may still see it. */
async function reload(
  core: Core,
  actor: Actor,
  sessionId: string,
  onActor: ActorListener,
): Promise<Session | undefined> {
  const now = await currentActor(core, actor);
  if (!now) return undefined;
  onActor(now);
  return getSessionFor(core, now, sessionId).catch((error: unknown) => {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  });
}
