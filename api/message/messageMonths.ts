import type { Database } from '../core/database.ts';
import { queryWithin, type Transaction } from '../core/transaction.ts';
import { monthOfPartition, type Month } from './messageMonthRules.ts';

const statement = `
SELECT c.relname::text AS "partition" FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = '"Message"'::regclass ORDER BY c.relname`;

/** The months that have a partition, the oldest first. */
export async function messageMonths(run: Database['query']): Promise<Month[]> {
  const rows = await run<{ partition: string }>(statement, []);
  return rows.flatMap(({ partition }) => monthOfPartition(partition) ?? []);
}

/**
 * Lets one process at a time change which months there are, until the transaction ends; and has what is then to be locked
 * be waited for so briefly that nobody who sends or reads notices. Who does not get it tries again with the next sweep.
 * @returns the months that have a partition, the oldest first
 */
export async function lockMessageMonths(transaction: Transaction): Promise<Month[]> {
  await transaction.$queryRaw`SELECT pg_advisory_xact_lock(${advisoryLock})::text`;
  await transaction.$executeRawUnsafe(`SET LOCAL lock_timeout = '${longestWaitMs}ms'`);
  return messageMonths(queryWithin(transaction));
}

/** Statements that come meanwhile queue behind whoever waits for a table. */
const longestWaitMs = 200;
/** Any number that nothing else on the server takes an advisory lock on. */
const advisoryLock = 7_402_155_905n;
