import { z } from 'zod';
import type { Core } from '../core/core.ts';
import { checkInput, requiredText, text } from '../core/input.ts';
import { newSecret } from '../core/secret.ts';
import { inTransaction } from '../core/transaction.ts';
import { assertNoSecondFactor } from '../secondFactor/signInChallenge.ts';
import { SignInFailedError } from './agentErrors.ts';
import { assertTakesPassword } from '../singleSignOn/singleSignOnAccess.ts';
import { openSignIn, type OpenedSignIn, type SignInDevice } from './openSignIn.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { lockAgent } from './presenceAccess.ts';
import { normaliseLogin } from './signInRules.ts';

const shape = z.object({ login: requiredText(100), password: text(200) });

const windowSeconds = 15 * 60;
// Compared against when there is no such agent, so that the answer takes as long.
const hashOfNobody = hashPassword(newSecret());

/**
 * Signs an agent in with login and password, who is asked for no second factor.
 * @throws InvalidInputError, SignInFailedError, TooManyAttemptsError, SingleSignOnOnlyError,
 *   SecondFactorNeededError
 */
export async function signIn(
  core: Core,
  input: z.input<typeof shape>,
  device: SignInDevice,
): Promise<OpenedSignIn> {
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
  await assertTakesPassword(core, agent.id);
  await assertNoSecondFactor(core, agent);
  return inTransaction(core, async (transaction, record) => {
    const before = await lockAgent(transaction, agent.id);
    // Whoever locks the agent out or sets another password meanwhile ends the sign-ins that are there: this one too.
    if (!before || before.deactivatedAt || before.passwordHash !== agent.passwordHash)
      throw new SignInFailedError();
    return openSignIn(core, transaction, record, before, { ...device, proof: 'password' });
  });
}
