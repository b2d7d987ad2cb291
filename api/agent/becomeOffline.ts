import type { Agent } from '../../prisma/generated/client/client.ts';
import { assignWaiting } from '../assignment/assignWaiting.ts';
import { releaseSessions } from '../assignment/releaseSessions.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { changeAgentStatus } from './changeAgentStatus.ts';

/**
 * Makes an agent OFFLINE, who has signed out or whose connection has been gone for too long: the one place where agents
 * become unreachable, in the transaction of its cause. The
 * live sessions left behind are assigned anew (SPEC 1). The caller holds the lock on the agent's row.
 */
export async function becomeOffline(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  before: Agent,
): Promise<Agent> {
  const releasedIds = await releaseSessions(transaction, record, before.id);
  if (before.status === 'OFFLINE') await assignWaiting(core, transaction, record, releasedIds);
  return changeAgentStatus(core, transaction, record, before, { status: 'OFFLINE' }, releasedIds);
}
