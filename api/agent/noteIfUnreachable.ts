import type { Agent } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { changeAgentStatus } from './changeAgentStatus.ts';
import { isConnected } from './presenceAccess.ts';

/** Lets the grace period of a locked agent begin if no connection is left and it has not begun yet. */
export async function noteIfUnreachable(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  agent: Agent,
): Promise<void> {
  if (agent.unreachableSince || (await isConnected(transaction, agent.id))) return;
  await changeAgentStatus(core, transaction, record, agent, { unreachableSince: core.clock.now() });
}
