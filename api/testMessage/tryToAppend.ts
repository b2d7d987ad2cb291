import { randomUUID } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { Core } from '../core/core.ts';
import { inTransaction, queryWithin, type Transaction } from '../core/transaction.ts';
import { appendMessage, plainMessage } from '../message/appendMessage.ts';
import { newVisitor } from '../visitor/newVisitor.ts';

/** Thrown to have the transaction rolled back. */
class TakenBack extends Error {}

/**
 * Has the database take a message as it takes those of visitors, in a session of a site and a department that were never
 * there: all of it is rolled back, so that nobody ever sees it, counts it or is told of it.
 * @throws Error when the message was not taken
 */
export async function tryToAppend(core: Core, text: string): Promise<void> {
  try {
    await inTransaction(core, async (transaction) => {
      const sessionId = await makeSession(core, transaction);
      const appended = await appendMessage(queryWithin(transaction), {
        ...plainMessage,
        sessionId,
        clientId: randomUUID(),
        author: 'VISITOR',
        text,
        createdAt: core.clock.now(),
      });
      if (!appended) throw new Error('The database did not take the message.');
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
}

async function makeSession(core: Core, transaction: Transaction): Promise<string> {
  const id = uuidv7();
  const now = core.clock.now();
  const department = await transaction.department.create({
    data: { id, name: 'test message', path: `${id}/` },
  });
  const site = await transaction.site.create({
    data: { name: 'test message', key: randomUUID(), allowedOrigins: [], greeting: '', deletedAt: now },
  });
  const visitor = await newVisitor(transaction, site.id, now);
  const session = await transaction.session.create({
    data: {
      visitorId: visitor.id,
      siteId: site.id,
      departmentId: department.id,
      startedAt: now,
      activeAt: now,
    },
  });
  return session.id;
}
