import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { hashSecret } from '../core/secret.ts';
import { expiryAfter, isUseWorthRecording } from './signInRules.ts';

/** The agent whose sign-in a token proves, with the rights of this moment; undefined when it proves nothing (any more). */
export async function authenticateAgent(core: Core, token: string): Promise<AgentActor | undefined> {
  const signIn = await core.database.prisma.signIn.findUnique({
    where: { tokenHash: hashSecret(token) },
    select: {
      id: true,
      lastUsedAt: true,
      expiresAt: true,
      agent: {
        select: {
          id: true,
          displayName: true,
          deactivatedAt: true,
          departmentId: true,
          department: { select: { path: true } },
          role: { select: { permissions: true } },
        },
      },
    },
  });
  const now = core.clock.now();
  if (!signIn || signIn.expiresAt <= now || signIn.agent.deactivatedAt) return undefined;
  if (isUseWorthRecording(signIn.lastUsedAt, now)) {
    // updateMany: a sign-out that comes in between is no error.
    await core.database.prisma.signIn.updateMany({
      where: { id: signIn.id },
      data: { lastUsedAt: now, expiresAt: expiryAfter(now) },
    });
  }
  return {
    kind: 'agent',
    agentId: signIn.agent.id,
    signInId: signIn.id,
    displayName: signIn.agent.displayName,
    departmentId: signIn.agent.departmentId,
    departmentPath: signIn.agent.department.path,
    permissions: new Set(signIn.agent.role.permissions),
  };
}

/** Whether a sign-in is still good. */
export async function isSignedIn(core: Core, signInId: string): Promise<boolean> {
  const where = { id: signInId, expiresAt: { gt: core.clock.now() }, agent: { deactivatedAt: null } };
  return (await core.database.prisma.signIn.count({ where })) > 0;
}
