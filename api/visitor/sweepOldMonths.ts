import { discardAttachments } from '../attachment/discardAttachments.ts';
import type { Core } from '../core/core.ts';
import { inTransaction, type Transaction } from '../core/transaction.ts';
import { idsOf, monthOf, partitionOf, type Month } from '../message/messageMonthRules.ts';
import { lockMessageMonths, messageMonths } from '../message/messageMonths.ts';
import { getSettings } from '../setting/settings.ts';
import { dueBefore, sessionsToKeep } from './retentionRules.ts';

/** After so many months a month in which nothing was said is not waited for any more. */
const emptyAfterMonths = 3;
/** Attachments in one statement. */
const attachmentsAtOnce = 1_000;

/**
 * Drops the messages of a month whole when every visitor of its sessions is erased or due to be (`retentionDays`): what else is
 * known of these visitors is then for `sweepOldVisitors`, which finds nothing left of what was said. Empty months go too.
 */
export async function sweepOldMonths(core: Core): Promise<void> {
  const now = core.clock.now();
  const { retentionDays } = await getSettings(core);
  const before = dueBefore(now, retentionDays);
  const { prisma, query } = core.database;
  for (const month of await messageMonths(query)) {
    if (before && monthOf(month, 1) <= before && (await isDue(prisma, month, before)))
      await drop(core, month, (transaction) => letGoOf(core, transaction, month, before));
    else if (monthOf(month, 1 + emptyAfterMonths) <= now && (await isEmpty(prisma, month)))
      await drop(core, month, (transaction) => keepEmpty(transaction, month));
  }
}

/** Nothing of the month is to be kept. */
async function isDue(transaction: Transaction, month: Month, before: Date): Promise<boolean> {
  const { from, before: end } = idsOf(month);
  const kept = await transaction.session.findFirst({
    where: { id: { gte: from, lt: end }, ...sessionsToKeep(before) },
    select: { id: true },
  });
  return !kept;
}

async function isEmpty(transaction: Transaction, month: Month): Promise<boolean> {
  const some = await transaction.$queryRawUnsafe<unknown[]>(`SELECT 1 FROM "${partitionOf(month)}" LIMIT 1`);
  return some.length === 0;
}

/** Takes away what stands elsewhere of the month's messages, unless a visitor came back meanwhile. */
async function letGoOf(core: Core, transaction: Transaction, month: Month, before: Date): Promise<boolean> {
  const { from, before: end } = idsOf(month);
  // From here on nobody comes back: who does takes this lock too.
  await transaction.$executeRaw`
    SELECT 1 FROM "Visitor" WHERE "erasedAt" IS NULL AND "id" IN (
      SELECT "visitorId" FROM "Session" WHERE "id" >= ${from}::uuid AND "id" < ${end}::uuid)
    ORDER BY "id" FOR NO KEY UPDATE`;
  if (!(await isDue(transaction, month, before))) return false;
  const attachments = await transaction.$queryRawUnsafe<{ id: string }[]>(
    `WITH emptied AS (
      UPDATE "${partitionOf(month)}" m SET "attachmentId" = NULL FROM "Attachment" a
      WHERE a."id" = m."attachmentId" RETURNING a."id"
    ) SELECT DISTINCT "id" FROM emptied`,
  );
  for (let at = 0; at < attachments.length; at += attachmentsAtOnce) {
    const ids = attachments.slice(at, at + attachmentsAtOnce).map(({ id }) => id);
    // Many: `sweepDiscardedAttachments` removes them, some in each turn.
    await discardAttachments(core, transaction, { id: { in: ids } });
  }
  const ofMonth = { sessionId: { gte: from, lt: end } };
  await transaction.mention.deleteMany({ where: ofMonth });
  // What is not searchable yet is looked at no more: there is nothing left to read.
  await transaction.$executeRaw`
    UPDATE "Session" SET "searchableSeq" = "lastSeq"
    WHERE "id" >= ${from}::uuid AND "id" < ${end}::uuid AND "searchableSeq" < "lastSeq"`;
  await transaction.searchableTalk.deleteMany({ where: ofMonth });
  return true;
}

/** Keeps an empty month empty, unless something was said meanwhile: locked in the order in which dropping does it. */
async function keepEmpty(transaction: Transaction, month: Month): Promise<boolean> {
  await transaction.$executeRawUnsafe(`LOCK TABLE ONLY "Message" IN ACCESS EXCLUSIVE MODE`);
  return isEmpty(transaction, month);
}

/** The table is locked as a whole for its dropping alone, which takes a few milliseconds. */
async function drop(
  core: Core,
  month: Month,
  mayGo: (transaction: Transaction) => Promise<boolean>,
): Promise<void> {
  const partition = partitionOf(month);
  const isDropped = await inTransaction(core, async (transaction) => {
    const months = await lockMessageMonths(transaction);
    if (!months.some((one) => partitionOf(one) === partition) || !(await mayGo(transaction))) return false;
    await transaction.$executeRawUnsafe(`DROP TABLE "${partition}"`);
    return true;
  });
  if (isDropped) core.log.info({ partition }, 'a month of messages was dropped');
}
