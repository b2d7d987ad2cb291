import type { Core } from '../core/core.ts';
import { removeDeadProcesses } from '../core/serverProcess.ts';
import { inTransaction } from '../core/transaction.ts';
import { noteIfUnreachable } from './noteIfUnreachable.ts';
import { lockAgent } from './presenceAccess.ts';

/** Notices connections that went without a word, because their process died: the grace period of their agents begins. */
export async function sweepLostConnections(core: Core): Promise<void> {
  await removeDeadProcesses(core);
  const lost = await core.database.prisma.agent.findMany({
    where: { status: { not: 'OFFLINE' }, unreachableSince: null, connections: { none: {} } },
    select: { id: true },
  });
  for (const { id } of lost) {
    await inTransaction(core, async (transaction, record) => {
      const agent = await lockAgent(transaction, id);
      if (agent && agent.status !== 'OFFLINE') await noteIfUnreachable(core, transaction, record, agent);
    });
  }
}
