import { idsOf, partitionOf, type Month } from './messageMonthRules.ts';

/**
 * Makes the partition of a month, within a transaction: the table beside the others, attached when it holds what is its own,
 * for PostgreSQL refuses a month of which something stands in the default partition. Whoever sends locks "Session" before
 * "Message", and so does this.
 */
export async function makeMessageMonth(
  run: (statement: string) => Promise<unknown>,
  month: Month,
): Promise<void> {
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
    await run(statement);
}
