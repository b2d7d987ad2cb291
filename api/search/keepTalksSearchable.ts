import type { Session } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { inTransaction, type Transaction } from '../core/transaction.ts';
import { isOpen, stretchesOf, type Stretch } from './talkRules.ts';

/** A talk is made searchable when nobody has written for so long: until then it is read as it stands. */
const quietMs = 20_000;
const batchSize = 50;
/** Messages of one session at a time: more than most sessions have. */
const mostMessages = 1_000;
/** A talk that does not become quiet is made searchable all the same after so many messages. */
const longTail = 100;
/** In one turn, so that other sweeps come to theirs while a large database is made searchable for the first time. */
const turnMs = 500;

type Unsearchable = Pick<Session, 'id' | 'searchableSeq' | 'lastSeq'>;

/**
 * Puts what was said into the index of search, in the background: sending a message costs nothing for it. Repeating it
 * changes nothing.
 */
export async function keepTalksSearchable(core: Core): Promise<void> {
  const endsAt = performance.now() + turnMs;
  while (performance.now() < endsAt) {
    const quietSince = new Date(core.clock.now().getTime() - quietMs);
    const sessions = await core.database.query<Unsearchable>(
      `SELECT "id", "searchableSeq", "lastSeq" FROM "Session"
      WHERE "searchableSeq" < "lastSeq" AND ("endedAt" IS NOT NULL OR "activeAt" < $1::timestamptz
        OR "lastSeq" - "searchableSeq" >= ${longTail})
      ORDER BY "id" DESC LIMIT ${batchSize}`,
      [quietSince],
    );
    if (sessions.length === 0) return;
    await inTransaction(core, (transaction) => makeSearchable(transaction, sessions));
  }
}

async function makeSearchable(transaction: Transaction, sessions: readonly Unsearchable[]): Promise<void> {
  const read: { sessionId: string; toSeq: number; stretches: Stretch[] }[] = [];
  for (const session of sessions)
    read.push({ sessionId: session.id, ...(await readOn(transaction, session)) });
  const rows = read.flatMap(({ sessionId, stretches }) => stretches.map((one) => ({ sessionId, ...one })));
  await transaction.$executeRaw`
    INSERT INTO "SearchableTalk" ("sessionId", "fromSeq", "toSeq", "text")
    SELECT * FROM unnest(${rows.map(({ sessionId }) => sessionId)}::uuid[], ${rows.map(({ fromSeq }) => fromSeq)}::int[],
      ${rows.map(({ toSeq }) => toSeq)}::int[], ${rows.map(({ text }) => text)}::text[])
    ON CONFLICT ("sessionId", "fromSeq") DO UPDATE SET "toSeq" = EXCLUDED."toSeq", "text" = EXCLUDED."text"`;
  // Waits for an erasure that is under way, which has locked the session's row; from here on it waits for this. So either
  // it takes away what was just written, or the last statement does.
  const ids = read.map(({ sessionId }) => sessionId);
  await transaction.$executeRaw`
    UPDATE "Session" s SET "searchableSeq" = GREATEST(s."searchableSeq", r."toSeq")
    FROM unnest(${ids}::uuid[], ${read.map(({ toSeq }) => toSeq)}::int[]) r ("id", "toSeq")
    WHERE s."id" = r."id"`;
  await transaction.searchableTalk.deleteMany({
    where: { sessionId: { in: ids }, session: { visitor: { erasedAt: { not: null } } } },
  });
}

/** The last stretch with what was said since, and those after it; and how far that is. */
async function readOn(transaction: Transaction, session: Unsearchable) {
  const last = await transaction.searchableTalk.findFirst({
    where: { sessionId: session.id },
    orderBy: { fromSeq: 'desc' },
    select: { fromSeq: true, toSeq: true },
  });
  const messages = await transaction.message.findMany({
    where: {
      sessionId: session.id,
      seq: { gte: last && isOpen(last) ? last.fromSeq : session.searchableSeq + 1, lte: session.lastSeq },
    },
    orderBy: { seq: 'asc' },
    select: { seq: true, text: true },
    take: mostMessages,
  });
  const isAll = messages.length < mostMessages;
  return { stretches: stretchesOf(messages), toSeq: isAll ? session.lastSeq : (messages.at(-1)?.seq ?? 0) };
}
