import type { Core } from '../core/core.ts';
import { inTransaction } from '../core/transaction.ts';
import { getSettings } from '../setting/settings.ts';
import { graceBegin, isGraceOver } from './agentStatusRules.ts';
import { becomeOffline } from './becomeOffline.ts';
import { lockAgent } from './presenceAccess.ts';

/** Makes agents OFFLINE whose connection has been gone for longer than the grace period. */
export async function sweepUnreachableAgents(core: Core): Promise<void> {
  const { agentGraceSeconds } = await getSettings(core);
  const gone = await core.database.prisma.agent.findMany({
    where: {
      status: { not: 'OFFLINE' },
      unreachableSince: { lte: graceBegin(core.clock.now(), agentGraceSeconds) },
    },
    select: { id: true },
  });
  for (const { id } of gone) {
    // One who cannot be written must not keep the others from it.
    await endGrace(core, id, agentGraceSeconds).catch((error: unknown) =>
      core.log.error({ err: error, agentId: id }, 'an agent who is gone could not be made OFFLINE'),
    );
  }
}

async function endGrace(core: Core, agentId: string, graceSeconds: number): Promise<void> {
  await inTransaction(core, async (transaction, record) => {
    const agent = await lockAgent(transaction, agentId);
    if (agent && isGraceOver(agent, core.clock.now(), graceSeconds))
      await becomeOffline(core, transaction, record, agent);
  });
}
