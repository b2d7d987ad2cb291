import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { statusOnReturn } from './agentStatusRules.ts';
import { changeAgentStatus } from './changeAgentStatus.ts';
import { lockAgent } from './presenceAccess.ts';

/**
 * Who takes a session is there: an agent who was OFFLINE, as programs are that answer over HTTP, has the chosen status
 * again, and the grace period until a connection comes. So that no session is ever an OFFLINE agent's.
 */
export async function comeBack(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  agentId: string,
): Promise<void> {
  const agent = await lockAgent(transaction, agentId);
  if (agent?.status !== 'OFFLINE') return;
  const back = { status: statusOnReturn(agent), unreachableSince: core.clock.now() };
  await changeAgentStatus(core, transaction, record, agent, back);
}
