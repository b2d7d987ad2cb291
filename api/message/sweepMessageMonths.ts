import type { Core } from '../core/core.ts';
import { inTransaction } from '../core/transaction.ts';
import { makeMessageMonth } from './makeMessageMonth.ts';
import { lockMessageMonths, messageMonths } from './messageMonths.ts';
import { monthsWanted, partitionOf, type Month } from './messageMonthRules.ts';

/** Makes the partitions of this month and the next ones, with what has come for them before they were there. */
export async function sweepMessageMonths(core: Core): Promise<void> {
  const missingIn = (months: readonly Month[]) => {
    const present = new Set(months.map(partitionOf));
    return monthsWanted(core.clock.now()).filter((month) => !present.has(partitionOf(month)));
  };
  if (missingIn(await messageMonths(core.database.query)).length === 0) return;
  await inTransaction(core, async (transaction) => {
    // Another process may have made them meanwhile.
    const run = (statement: string) => transaction.$executeRawUnsafe(statement);
    for (const month of missingIn(await lockMessageMonths(transaction))) await makeMessageMonth(run, month);
  });
}
