import type { Agent, SignInChallenge } from '../../prisma/generated/client/client.ts';
import { lockAgent } from '../agent/presenceAccess.ts';
import type { Core } from '../core/core.ts';
import { hashSecret, newSecret } from '../core/secret.ts';
import type { Transaction } from '../core/transaction.ts';
import { getSettings } from '../setting/settings.ts';
import { ChallengeOverError, SecondFactorNeededError } from './secondFactorErrors.ts';
import { offerKey } from './secondFactorKey.ts';
import { challengeMs } from './secondFactorRules.ts';

/**
 * Lets those pass who have proved their password and need no more than that. Others get a challenge to go on from; who
 * has no second factor where the organisation requires one is led to set it up, and can do nothing else before.
 * @throws SecondFactorNeededError
 */
export async function assertNoSecondFactor(core: Core, agent: Agent): Promise<void> {
  const { prisma } = core.database;
  const factor = await prisma.secondFactor.findFirst({
    where: { agentId: agent.id, confirmedAt: { not: null } },
  });
  if (!factor && !(await getSettings(core)).secondFactorRequired) return;
  const setup = factor ? null : await offerKey(core, agent);
  const token = newSecret();
  const now = core.clock.now();
  const expiresAt = new Date(now.getTime() + challengeMs);
  await prisma.signInChallenge.deleteMany({ where: { expiresAt: { lte: now } } });
  await prisma.signInChallenge.create({
    data: {
      agentId: agent.id,
      tokenHash: hashSecret(token),
      passwordMark: hashSecret(agent.passwordHash),
      expiresAt,
    },
  });
  throw new SecondFactorNeededError(token, expiresAt, setup);
}

/** The challenge that a token stands for. @throws ChallengeOverError */
export async function getChallenge(core: Core, token: string): Promise<SignInChallenge> {
  const challenge = await core.database.prisma.signInChallenge.findFirst({
    where: { tokenHash: hashSecret(token), expiresAt: { gt: core.clock.now() } },
  });
  if (!challenge) throw new ChallengeOverError();
  return challenge;
}

/**
 * Uses a challenge up. What fails in the same transaction leaves it as it was, so that a mistyped code can be corrected.
 * @returns the agent, locked @throws ChallengeOverError, also when the password is another or the agent locked out now
 */
export async function useChallenge(
  transaction: Transaction,
  { id, agentId, passwordMark }: SignInChallenge,
): Promise<Agent> {
  const agent = await lockAgent(transaction, agentId);
  const { count } = await transaction.signInChallenge.deleteMany({ where: { id } });
  const isGood = count === 1 && agent && !agent.deactivatedAt;
  if (!isGood || hashSecret(agent.passwordHash) !== passwordMark) throw new ChallengeOverError();
  return agent;
}
