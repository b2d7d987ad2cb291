import type { Core } from '../core/core.ts';
import { inTransaction } from '../core/transaction.ts';
import type { ConnectedSocket } from './connectAgent.ts';
import { noteIfUnreachable } from './noteIfUnreachable.ts';
import { lockAgent } from './presenceAccess.ts';

/** Writes down that a WebSocket of an agent is gone; again is safe. With the last one the grace period begins. */
export async function disconnectAgent(core: Core, { id, agentId }: ConnectedSocket): Promise<void> {
  await inTransaction(core, async (transaction, record) => {
    const agent = await lockAgent(transaction, agentId);
    await transaction.agentConnection.deleteMany({ where: { id } });
    if (agent) await noteIfUnreachable(core, transaction, record, agent);
  });
}
