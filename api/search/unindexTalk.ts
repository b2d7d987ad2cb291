import type { Transaction } from '../core/transaction.ts';

/**
 * Takes what was said in a session from a message on out of the index: it is read as it stands until it is made
 * searchable anew. The caller has locked the session's row.
 */
export async function unindexTalk(transaction: Transaction, sessionId: string, seq: number): Promise<void> {
  await transaction.$executeRaw`
    WITH gone AS (
      DELETE FROM "SearchableTalk" WHERE "sessionId" = ${sessionId}::uuid AND "toSeq" >= ${seq} RETURNING "fromSeq"
    )
    UPDATE "Session" SET "searchableSeq" = LEAST("searchableSeq", (SELECT min("fromSeq") - 1 FROM gone))
    WHERE "id" = ${sessionId}::uuid`;
}
