import type { Core } from '../core/core.ts';

/** Nobody goes on with what was begun so long ago. */
const keptDays = 30;

/** Forgets drafts that nobody has touched for long. */
export async function sweepDrafts({ database, clock }: Core): Promise<void> {
  const oldest = new Date(clock.now().getTime() - keptDays * 86_400_000);
  await database.prisma.draft.deleteMany({ where: { updatedAt: { lt: oldest } } });
}
