import type { Actor, AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { hashSecret } from '../core/secret.ts';
import type { Transaction } from '../core/transaction.ts';
import { expiryAfter, isUseWorthRecording } from './signInRules.ts';

/** The agent whose sign-in a token proves, with the rights of this moment; undefined when it proves nothing (any more). */
export async function authenticateAgent(core: Core, token: string): Promise<AgentActor | undefined> {
  const signIn = await findSignIn(core, core.database.prisma, { tokenHash: hashSecret(token) });
  if (!signIn) return undefined;
  const now = core.clock.now();
  if (isUseWorthRecording(signIn.lastUsedAt, now)) {
    // updateMany: a sign-out that comes in between is no error.
    await core.database.prisma.signIn.updateMany({
      where: { id: signIn.id },
      data: { lastUsedAt: now, expiresAt: expiryAfter(now) },
    });
  }
  return actorOf(signIn);
}

/** An actor as they are now: an agent with the rights of this moment; undefined when the sign-in is over. */
export async function currentActor<Kind extends Actor>(
  core: Core,
  actor: Kind,
  transaction: Transaction = core.database.prisma,
): Promise<Kind | AgentActor | undefined> {
  if (actor.kind !== 'agent') return actor;
  const signIn = await findSignIn(core, transaction, { id: actor.signInId });
  return signIn && actorOf(signIn);
}

type GoodSignIn = NonNullable<Awaited<ReturnType<typeof findSignIn>>>;

async function findSignIn(
  core: Core,
  transaction: Transaction,
  which: { tokenHash: string } | { id: string },
) {
  const signIn = await transaction.signIn.findUnique({
    where: which,
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
  const isGood = signIn && signIn.expiresAt > core.clock.now() && !signIn.agent.deactivatedAt;
  return isGood ? signIn : undefined;
}

function actorOf({ id, agent }: GoodSignIn): AgentActor {
  return {
    kind: 'agent',
    agentId: agent.id,
    signInId: id,
    displayName: agent.displayName,
    departmentId: agent.departmentId,
    departmentPath: agent.department.path,
    permissions: new Set(agent.role.permissions),
  };
}
