import { currentTokenActor } from '../apiToken/authenticateApiToken.ts';
import type { Actor, AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { hashSecret } from '../core/secret.ts';
import type { Transaction } from '../core/transaction.ts';
import { narrowToRole } from '../role/narrowToRole.ts';
import { actorOf, agentOfActor } from './actorOf.ts';
import { endOfSignIn, expiryAfter, isUseWorthRecording } from './signInRules.ts';

/**
 * The agent whose sign-in a secret proves, with the rights of this moment; undefined when it proves nothing (any more).
 * @param asRoleId the role as which the agent wants to look at the product
 */
export async function authenticateAgent(
  core: Core,
  secret: string,
  asRoleId?: string,
): Promise<AgentActor | undefined> {
  const signIn = await findSignIn(core, core.database.prisma, { tokenHash: hashSecret(secret) });
  if (!signIn) return undefined;
  const now = core.clock.now();
  if (isUseWorthRecording(signIn.lastUsedAt, now)) {
    // updateMany: a sign-out that comes in between is no error.
    await core.database.prisma.signIn.updateMany({
      where: { id: signIn.id },
      data: { lastUsedAt: now, expiresAt: expiryAfter(now, signIn.createdAt) },
    });
  }
  return narrowToRole(core.database.prisma, signedIn(signIn), asRoleId);
}

/** An actor as they are now: an agent with the rights of this moment; undefined when the sign-in or token is over. */
export async function currentActor<Kind extends Actor>(
  core: Core,
  actor: Kind,
  transaction: Transaction = core.database.prisma,
): Promise<Kind | AgentActor | undefined> {
  if (actor.kind !== 'agent') return actor;
  const { credential } = actor;
  if (credential.kind === 'token') return currentTokenActor(core, transaction, credential.id, actor.asRoleId);
  const signIn = await findSignIn(core, transaction, { id: credential.id });
  return signIn && narrowToRole(transaction, signedIn(signIn), actor.asRoleId);
}

const shown = { id: true, createdAt: true, lastUsedAt: true, expiresAt: true } as const;

function signedIn({ id, createdAt, agent }: FoundSignIn): AgentActor {
  return actorOf(agent, { kind: 'signIn', id, endsAt: endOfSignIn(createdAt) });
}

type FoundSignIn = NonNullable<Awaited<ReturnType<typeof findSignIn>>>;

async function findSignIn(
  core: Core,
  transaction: Transaction,
  which: { tokenHash: string } | { id: string },
) {
  const signIn = await transaction.signIn.findUnique({
    where: which,
    select: { ...shown, agent: { select: agentOfActor } },
  });
  const isGood = signIn && signIn.expiresAt > core.clock.now() && !signIn.agent.deactivatedAt;
  return isGood ? signIn : undefined;
}
