import { z } from 'zod';
import { openSignIn, type OpenedSignIn, type SignInDevice } from '../agent/openSignIn.ts';
import type { Core } from '../core/core.ts';
import { checkInput, requiredText, text } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getChallenge, useChallenge } from './signInChallenge.ts';
import { forgiveCodes, readCode, useCode } from './useCode.ts';

const shape = z.object({ challenge: text(100), code: requiredText(40) });

/**
 * The second step of signing in: a code of the app, or a recovery code, which is used up.
 * @throws InvalidInputError, ChallengeOverError, WrongCodeError, TooManyAttemptsError
 */
export async function answerSecondFactor(
  core: Core,
  input: z.input<typeof shape>,
  device: SignInDevice,
): Promise<OpenedSignIn> {
  const { challenge: token, code } = checkInput(shape, input);
  const challenge = await getChallenge(core, token);
  const read = await readCode(core, challenge.agentId, code);
  const signedIn = await inTransaction(core, async (transaction, record) => {
    const agent = await useChallenge(transaction, challenge);
    await useCode(core, transaction, read);
    return openSignIn(core, transaction, record, agent, { ...device, proof: 'second factor' });
  });
  await forgiveCodes(core, challenge.agentId);
  return signedIn;
}
