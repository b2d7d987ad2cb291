import { z } from 'zod';
import type { Agent } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { checkInput, clip, requiredText, text } from '../core/input.ts';
import { hashSecret, newSecret } from '../core/secret.ts';
import { inTransaction } from '../core/transaction.ts';
import { SignInFailedError } from './agentErrors.ts';
import { changeAgentStatus } from './changeAgentStatus.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { isConnected, lockAgent } from './presenceAccess.ts';
import { expiryAfter, normaliseLogin } from './signInRules.ts';

const shape = z.object({ login: requiredText(100), password: text(200) });

/** Where a sign-in comes from. */
export interface SignInDevice {
  address: string;
  userAgent: string;
}

const windowSeconds = 15 * 60;
// Compared against when there is no such agent, so that the answer takes as long.
const hashOfNobody = hashPassword(newSecret());

/**
 * Signs an agent in with login and password; the agent is ONLINE after every sign-in (SPEC 1).
 * @returns the agent and the token that proves the sign-in from now on; only its hash is kept.
 * @throws InvalidInputError, SignInFailedError, TooManyAttemptsError
 */
export async function signIn(
  core: Core,
  input: z.input<typeof shape>,
  device: SignInDevice,
): Promise<{ agent: Agent; token: string }> {
  const { login, password } = checkInput(shape, input);
  // Counted by address too, so that nobody can lock an agent out from elsewhere.
  const byLogin = { name: 'signIn', points: core.environment.signInFailures, seconds: windowSeconds };
  const byAddress = {
    name: 'signInAddress',
    points: core.environment.signInFailures * 10,
    seconds: windowSeconds,
  };
  const key = `${device.address} ${normaliseLogin(login)}`;
  await core.rateLimits.count(byAddress, device.address);
  await core.rateLimits.count(byLogin, key);

  const agent = await core.database.prisma.agent.findUnique({ where: { login: normaliseLogin(login) } });
  const isRight = await verifyPassword(password, agent?.passwordHash ?? (await hashOfNobody));
  if (!agent || !isRight || agent.deactivatedAt) throw new SignInFailedError();

  await core.rateLimits.forget(byLogin, key);
  const token = newSecret();
  const now = core.clock.now();
  const signedIn = await inTransaction(core, async (transaction, record) => {
    const before = await lockAgent(transaction, agent.id);
    // Whoever locks the agent out or sets another password meanwhile ends the sign-ins that are there: this one too.
    if (!before || before.deactivatedAt || before.passwordHash !== agent.passwordHash)
      throw new SignInFailedError();
    await transaction.signIn.create({
      data: {
        agentId: agent.id,
        tokenHash: hashSecret(token),
        address: clip(device.address, 64),
        userAgent: clip(device.userAgent, 400),
        createdAt: now,
        lastUsedAt: now,
        expiresAt: expiryAfter(now),
      },
    });
    // Until the first socket is there, one who signs in is as good as one who has just lost it.
    const unreachableSince = (await isConnected(transaction, agent.id)) ? null : now;
    const change = { status: 'ONLINE', chosenStatus: 'ONLINE', unreachableSince } as const;
    return changeAgentStatus(core, transaction, record, before, change);
  });
  return { agent: signedIn, token };
}
