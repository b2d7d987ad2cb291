import type { Agent } from '../../prisma/generated/client/client.ts';
import { assignWaiting } from '../assignment/assignWaiting.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { agentStatusChanged } from './agentStatusEvents.ts';
import { momentOfChange } from './agentStatusRules.ts';

export type StatusChange = Partial<Pick<Agent, 'status' | 'chosenStatus' | 'unreachableSince'>>;

/**
 * Writes what is new about an agent's status or connection. When the status is another, tells the colleagues and has the
 * sessions assigned that wait, those among them that the agent has let go of. The caller holds the lock on the agent's row. Writes nothing where nothing is new.
 */
export async function changeAgentStatus(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  before: Agent,
  change: StatusChange,
  releasedIds: readonly string[] = [],
): Promise<Agent> {
  const keys = Object.keys(change) as (keyof StatusChange)[];
  if (keys.every((key) => change[key] === before[key])) return before;
  const isOther = change.status !== undefined && change.status !== before.status;
  const statusChangedAt = isOther
    ? momentOfChange(before.statusChangedAt, core.clock.now())
    : before.statusChangedAt;
  const agent = await transaction.agent.update({
    where: { id: before.id },
    data: { ...change, statusChangedAt },
  });
  if (isOther) {
    record(...agentStatusChanged(agent));
    await assignWaiting(core, transaction, record, releasedIds);
  }
  return agent;
}
