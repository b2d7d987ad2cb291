import type { Agent } from '../../prisma/generated/client/client.ts';
import { lockAssignment } from '../assignment/lockAssignment.ts';
import type { Transaction } from '../core/transaction.ts';

/**
 * Loads an agent and lets nobody else change the row until the transaction ends: two tabs that close at once, a sign-out
 * and a connection that comes back, are told one after the other. Messages that name the agent are not held up by it.
 * What hangs on the agent must be read after this, by a statement of its own, to be of now.
 */
export async function lockAgent(transaction: Transaction, agentId: string): Promise<Agent | undefined> {
  // Whoever assigns sessions takes this first and agents' rows second.
  await lockAssignment(transaction);
  const [agent] = await transaction.$queryRaw<Agent[]>`
    SELECT * FROM "Agent" WHERE "id" = ${agentId}::uuid FOR NO KEY UPDATE`;
  return agent;
}

/** Whether any tab or device of an agent is connected. */
export async function isConnected(transaction: Transaction, agentId: string): Promise<boolean> {
  return (await transaction.agentConnection.findFirst({ where: { agentId }, select: { id: true } })) !== null;
}
