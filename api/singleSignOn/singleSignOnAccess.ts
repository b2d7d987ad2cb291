import type { SingleSignOn } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import type { Transaction } from '../core/transaction.ts';
import { SingleSignOnOffError, SingleSignOnOnlyError } from './singleSignOnErrors.ts';
import { takesPassword } from './singleSignOnRules.ts';

/** How agents sign in at the organisation's provider; null when it was never set up. */
export function findSingleSignOn(transaction: Transaction): Promise<SingleSignOn | null> {
  return transaction.singleSignOn.findUnique({ where: { id: 1 } });
}

/** The same where it is in use. @throws SingleSignOnOffError */
export async function getSingleSignOn({ database }: Core): Promise<SingleSignOn> {
  const found = await findSingleSignOn(database.prisma);
  if (!found?.isEnabled) throw new SingleSignOnOffError();
  return found;
}

/** Lets those pass whose password signs in. @throws SingleSignOnOnlyError */
export async function assertTakesPassword({ database }: Core, agentId: string): Promise<void> {
  const { prisma } = database;
  const found = await prisma.singleSignOn.findUnique({
    where: { id: 1 },
    include: { keptAgent: { select: { deactivatedAt: true } } },
  });
  if (!found?.isEnabled || !found.isOnlyWay) return;
  const isKeptAgentThere = found.keptAgent !== null && found.keptAgent.deactivatedAt === null;
  const managesSettings =
    (await prisma.agent.count({
      where: { id: agentId, role: { permissions: { has: 'MANAGE_SETTINGS' } } },
    })) > 0;
  if (!takesPassword({ ...found, isKeptAgentThere }, { id: agentId, managesSettings }))
    throw new SingleSignOnOnlyError();
}
