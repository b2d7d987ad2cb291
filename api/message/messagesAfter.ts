import type { Message, Prisma } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { readableMessages } from './messageAccess.ts';
import { missedAtOnce, readMissed } from './readMissed.ts';

const pageSize = 200;

/**
 * The messages of a session after a number that an actor may read, in order, page by page: however many they are, few
 * are in memory.
 */
export async function* messagesAfter(
  core: Core,
  actor: Actor,
  sessionId: string,
  after: number,
): AsyncGenerator<Message, void> {
  const first = await readMissed(core, actor, sessionId, after);
  yield* first;
  const last = first.at(-1);
  if (!last || first.length < missedAtOnce) return;
  yield* pages(core, { AND: [{ sessionId }, readableMessages(actor)] }, last.seq);
}

/** The messages of a session that were withheld from agents until number `until`, in order: once that is lifted. */
export function messagesOnceWithheld(
  core: Core,
  sessionId: string,
  until: number,
): AsyncGenerator<Message, void> {
  return pages(core, { sessionId, isWithheld: true, seq: { lte: until } }, 0);
}

/** The messages of a session until number `until` that were taken back and an actor may read, in order. */
export function messagesRecalled(
  core: Core,
  actor: Actor,
  sessionId: string,
  until: number,
): AsyncGenerator<Message, void> {
  const recalled = { sessionId, recalledAt: { not: null }, seq: { lte: until } };
  return pages(core, { AND: [recalled, readableMessages(actor)] }, 0);
}

async function* pages(
  core: Core,
  where: Prisma.MessageWhereInput,
  after: number,
): AsyncGenerator<Message, void> {
  for (;;) {
    const page = await core.database.prisma.message.findMany({
      where: { AND: [where, { seq: { gt: after } }] },
      orderBy: { seq: 'asc' },
      take: pageSize,
    });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.seq;
  }
}
