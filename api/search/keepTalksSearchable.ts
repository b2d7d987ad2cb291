import { performance } from 'node:perf_hooks';
import type { Core } from '../core/core.ts';
import { inTransaction, type Transaction } from '../core/transaction.ts';
import { mostMessages, stretchesOf, type Stretch } from './talkRules.ts';
import { unindexTalk } from './unindexTalk.ts';

/** A talk is made searchable when nobody has written for so long: until then it is read as it stands. */
const quietMs = 20_000;
/** A talk that does not become quiet is made searchable all the same after so many messages. */
const longTail = mostMessages;
/** Few, so that whoever waits for the database at the same time does not wait long. */
const batchSize = 10;
/** Messages of one session at a time: more than most sessions have. */
const readAtOnce = 1_000;
/**
 * How long in one turn where nothing else is to be done, so that most of each second is left for what people wait for, also
 * when a large database is made searchable for the first time.
 */
const longestTurnMs = 200;
let load = performance.eventLoopUtilization();

/**
 * Puts what was said into the index of search, in the background and in what time sending leaves for it: under full load
 * one batch at a time, the rest when there is less to do. Repeating it changes nothing.
 */
export async function keepTalksSearchable(core: Core): Promise<void> {
  const { utilization } = performance.eventLoopUtilization(load);
  const endsAt = performance.now() + longestTurnMs * (1 - utilization);
  try {
    await indexUntil(core, endsAt);
  } finally {
    // What this has used itself is not what others need.
    load = performance.eventLoopUtilization();
  }
}

async function indexUntil(core: Core, endsAt: number): Promise<void> {
  do {
    const quietSince = new Date(core.clock.now().getTime() - quietMs);
    const sessions = await core.database.query<{ id: string }>(
      `SELECT "id" FROM "Session"
      WHERE "searchableSeq" < "lastSeq" AND ("endedAt" IS NOT NULL OR "activeAt" < $1::timestamptz
        OR "lastSeq" - "searchableSeq" >= ${longTail})
      ORDER BY "id" DESC LIMIT ${batchSize}`,
      [quietSince],
    );
    if (sessions.length === 0) return;
    const ids = sessions.map(({ id }) => id);
    await inTransaction(core, (transaction) => makeSearchable(transaction, ids));
  } while (performance.now() < endsAt);
}

async function makeSearchable(transaction: Transaction, ids: string[]): Promise<void> {
  const talks = [...Map.groupBy(await unreadMessages(transaction, ids), ({ sessionId }) => sessionId)];
  const rows = talks.flatMap(([sessionId, messages]) =>
    stretchesOf(messages).map((stretch): Stretch & { sessionId: string } => ({ sessionId, ...stretch })),
  );
  await transaction.$executeRaw`
    INSERT INTO "SearchableTalk" ("sessionId", "fromSeq", "toSeq", "text")
    SELECT * FROM unnest(${rows.map(({ sessionId }) => sessionId)}::uuid[], ${rows.map(({ fromSeq }) => fromSeq)}::int[],
      ${rows.map(({ toSeq }) => toSeq)}::int[], ${rows.map(({ text }) => text)}::text[])
    ON CONFLICT ("sessionId", "fromSeq") DO UPDATE SET "toSeq" = EXCLUDED."toSeq", "text" = EXCLUDED."text"`;
  const read = talks.map(([, messages]) =>
    // Fewer than asked for are all there are, whatever became of the last one.
    messages.length < readAtOnce ? (messages[0]?.lastSeq ?? 0) : (messages.at(-1)?.seq ?? 0),
  );
  // Waits for an erasure or a recall that is under way, which has locked the session's row; from here on it waits for
  // this. So either it takes away what was just written, or the last statements do. In order, so that nobody waits crosswise.
  const now = await transaction.$queryRaw<{ id: string; recalledCount: number }[]>`
    SELECT "id", "recalledCount" FROM "Session" WHERE "id" = ANY (${ids}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
  await transaction.$executeRaw`
    UPDATE "Session" s SET "searchableSeq" = GREATEST(s."searchableSeq", r."seq")
    FROM unnest(${talks.map(([sessionId]) => sessionId)}::uuid[], ${read}::int[]) r ("id", "seq")
    WHERE s."id" = r."id"`;
  const recalledCounts = new Map(now.map(({ id, recalledCount }) => [id, recalledCount]));
  for (const [sessionId, [first]] of talks)
    if (first && recalledCounts.get(sessionId) !== first.recalledCount)
      await unindexTalk(transaction, sessionId, first.seq);
  await transaction.searchableTalk.deleteMany({
    where: { sessionId: { in: ids }, session: { visitor: { erasedAt: { not: null } } } },
  });
}

interface UnreadMessage {
  sessionId: string;
  /** The number of the session's last message. */
  lastSeq: number;
  /** How many of its messages had been taken back when this one was read. */
  recalledCount: number;
  seq: number;
  text: string;
}

/** What was said in sessions since they were made searchable, and the last stretch before if there is room in it. */
async function unreadMessages(transaction: Transaction, ids: string[]): Promise<UnreadMessage[]> {
  return transaction.$queryRaw<UnreadMessage[]>`
    SELECT s."id" AS "sessionId", s."lastSeq", s."recalledCount", m."seq", m."text"
    FROM "Session" s
    LEFT JOIN "SearchableTalk" t ON t."sessionId" = s."id" AND t."toSeq" = s."searchableSeq"
      AND t."toSeq" - t."fromSeq" + 1 < ${mostMessages}
    CROSS JOIN LATERAL (
      SELECT "seq", "text" FROM "Message"
      WHERE "sessionId" = s."id" AND "seq" >= COALESCE(t."fromSeq", s."searchableSeq" + 1) AND "seq" <= s."lastSeq"
      ORDER BY "seq" LIMIT ${readAtOnce}
    ) m
    WHERE s."id" = ANY (${ids}::uuid[]) ORDER BY s."id", m."seq"`;
}
