import type { Prisma } from '../../prisma/generated/client/client.ts';
import type { Core } from './core.ts';
import type { Database } from './database.ts';
import type { Publication } from './pubsub.ts';

export type Transaction = Prisma.TransactionClient;

/** Runs statements on a transaction's connection, as `Database.query` does on a free one. */
export function queryWithin(transaction: Transaction): Database['query'] {
  return <Row>(text: string, values: readonly unknown[]) =>
    transaction.$queryRawUnsafe<Row[]>(text, ...values);
}

/** Remembers events to publish after the commit. */
export type RecordEvents = (...publications: Publication[]) => void;

/**
 * Does `work` in one transaction. The events that it records are published after the commit, and only then: nobody
 * ever hears of what was rolled back.
 */
export async function inTransaction<Result>(
  core: Core,
  work: (transaction: Transaction, record: RecordEvents) => Promise<Result>,
): Promise<Result> {
  let recorded: Publication[] = [];
  const result = await core.database.prisma.$transaction((transaction) => {
    recorded = [];
    return work(transaction, (...publications) => recorded.push(...publications));
  });
  core.pubsub.publish(recorded);
  return result;
}
