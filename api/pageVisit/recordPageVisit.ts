import type { Session } from '../../prisma/generated/client/client.ts';
import type { Transaction } from '../core/transaction.ts';

/** Of one session the latest pages are kept; older ones make room. */
const maxPages = 200;

/** Where a visitor is. */
export interface Page {
  url: string;
  title: string;
}

/** Adds a page to a session's trail. The caller holds the lock on the session's or the visitor's row. */
export async function recordPageVisit(
  transaction: Transaction,
  sessionId: Session['id'],
  { url, title }: Page,
  enteredAt: Date,
): Promise<void> {
  await transaction.pageVisit.create({ data: { sessionId, url, title, enteredAt } });
  await transaction.$executeRaw`
    DELETE FROM "PageVisit" WHERE "id" IN (
      SELECT "id" FROM "PageVisit" WHERE "sessionId" = ${sessionId}::uuid
      ORDER BY "enteredAt" DESC, "id" DESC OFFSET ${maxPages})`;
}
