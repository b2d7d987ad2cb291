import type { Core } from '../core/core.ts';

/**
 * Lets every grace period that runs begin anew: after a time in which no process worked, agents have had no chance to
 * connect again, and must not all be OFFLINE at once.
 */
export async function renewGracePeriods(core: Core): Promise<void> {
  await core.database.prisma.agent.updateMany({
    where: { status: { not: 'OFFLINE' }, unreachableSince: { not: null } },
    data: { unreachableSince: core.clock.now() },
  });
}
