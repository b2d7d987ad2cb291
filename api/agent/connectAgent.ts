import type { Core } from '../core/core.ts';
import { inTransaction } from '../core/transaction.ts';
import { statusOnReturn } from './agentStatusRules.ts';
import { changeAgentStatus } from './changeAgentStatus.ts';
import { lockAgent } from './presenceAccess.ts';

/** A WebSocket of an agent, and the sign-in that it stands on. */
export interface ConnectedSocket {
  id: string;
  agentId: string;
  signInId: string;
}

/**
 * Writes down that a WebSocket of an agent is there; again is safe. An agent who was OFFLINE because the connection was
 * gone has the chosen status again. Does nothing for a sign-in that is over.
 * @throws Error of the database when this process was taken for dead: its connections are written anew then
 */
export async function connectAgent(core: Core, { id, agentId, signInId }: ConnectedSocket): Promise<void> {
  await inTransaction(core, async (transaction, record) => {
    const agent = await lockAgent(transaction, agentId);
    const now = core.clock.now();
    const isSignedIn = await transaction.signIn.findFirst({
      where: { id: signInId, agentId, expiresAt: { gt: now } },
      select: { id: true },
    });
    if (!agent || !isSignedIn || agent.deactivatedAt) return;
    await transaction.agentConnection.createMany({
      data: { id, agentId, processId: core.processId, connectedAt: now },
      skipDuplicates: true,
    });
    const status = statusOnReturn(agent);
    await changeAgentStatus(core, transaction, record, agent, { status, unreachableSince: null });
  });
}
