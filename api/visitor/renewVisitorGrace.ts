import type { Core } from '../core/core.ts';

/**
 * Lets the grace period of every visitor who is gone begin anew: after a time in which no process worked, visitors have
 * had no chance to connect again.
 */
export async function renewVisitorGrace(core: Core): Promise<void> {
  await core.database.prisma.session.updateMany({
    where: { endedAt: null, visitorGoneSince: { not: null } },
    data: { visitorGoneSince: core.clock.now() },
  });
}
