import type { Prisma } from '../../prisma/generated/client/client.ts';

/** Who was not there since then is due to be erased; undefined when the organisation keeps everybody (SPEC 3). */
export function dueBefore(now: Date, retentionDays: number): Date | undefined {
  return retentionDays === 0 ? undefined : new Date(now.getTime() - retentionDays * 86_400_000);
}

/** Who is due and not erased yet: nobody with a live session is. */
export function dueVisitors(before: Date): Prisma.VisitorWhereInput {
  return { erasedAt: null, lastSeenAt: { lt: before }, sessions: { none: { endedAt: null } } };
}

/** Sessions of which something is to be kept: live ones, and those of visitors who are neither erased nor due. */
export function sessionsToKeep(before: Date): Prisma.SessionWhereInput {
  return {
    OR: [{ endedAt: null }, { visitor: { erasedAt: null, NOT: dueVisitors(before) } }],
  };
}
