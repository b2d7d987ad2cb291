import { randomInt } from 'node:crypto';
import type { Prisma, Visitor } from '../../prisma/generated/client/client.ts';
import type { Transaction } from '../core/transaction.ts';

/** Makes a visitor, who is called by a number until somebody knows better. */
export async function newVisitor(
  transaction: Transaction,
  siteId: string,
  now: Date,
  known: Partial<Pick<Prisma.VisitorUncheckedCreateInput, 'externalId' | 'nickname' | 'attributes'>> = {},
): Promise<Visitor> {
  const number = await freeNumber(transaction);
  return transaction.visitor.create({
    data: { siteId, number, nickname: String(number), createdAt: now, lastSeenAt: now, ...known },
  });
}

/** A random number that no visitor has had (SPEC 3). The unique key decides should two draw the same at once. */
async function freeNumber(transaction: Transaction): Promise<number> {
  for (;;) {
    const number = randomInt(10_000_000, 100_000_000);
    if (!(await transaction.visitor.findUnique({ where: { number }, select: { id: true } }))) return number;
  }
}
