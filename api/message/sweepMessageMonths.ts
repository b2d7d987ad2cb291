import type { Core } from '../core/core.ts';
import { inTransaction, type Transaction } from '../core/transaction.ts';
import { lockMessageMonths, messageMonths } from './messageMonths.ts';
import { idsOf, monthsWanted, partitionOf, type Month } from './messageMonthRules.ts';

/** Makes the partitions of this month and the next ones, with what has come for them before they were there. */
export async function sweepMessageMonths(core: Core): Promise<void> {
  const missingIn = (months: readonly Month[]) => {
    const present = new Set(months.map(partitionOf));
    return monthsWanted(core.clock.now()).filter((month) => !present.has(partitionOf(month)));
  };
  if (missingIn(await messageMonths(core.database.query)).length === 0) return;
  await inTransaction(core, async (transaction) => {
    // Another process may have made them meanwhile.
    for (const month of missingIn(await lockMessageMonths(transaction))) await makeMonth(transaction, month);
  });
}

/**
 * Makes the table beside the others and attaches it when it holds what is its own: PostgreSQL refuses a month of which
 * something stands in the default partition. Whoever sends locks "Session" before "Message", and so does this.
 */
async function makeMonth(transaction: Transaction, month: Month): Promise<void> {
  const partition = partitionOf(month);
  const { from, before } = idsOf(month);
  for (const statement of [
    `LOCK TABLE "Session", "Agent", "Attachment" IN SHARE ROW EXCLUSIVE MODE`,
    `LOCK TABLE "Message_default" IN ACCESS EXCLUSIVE MODE`,
    `CREATE TABLE "${partition}" (LIKE "Message" INCLUDING ALL)`,
    `WITH moved AS (
      DELETE FROM "Message_default" WHERE "sessionId" >= '${from}' AND "sessionId" < '${before}' RETURNING *
    ) INSERT INTO "${partition}" SELECT * FROM moved`,
    `ALTER TABLE "Message" ATTACH PARTITION "${partition}" FOR VALUES FROM ('${from}') TO ('${before}')`,
  ])
    await transaction.$executeRawUnsafe(statement);
}
