import { z } from 'zod';
import { openSignIn, type OpenedSignIn, type SignInDevice } from '../agent/openSignIn.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Core } from '../core/core.ts';
import { checkInput, requiredText, text } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { ChallengeOverError } from './secondFactorErrors.ts';
import { confirmKey, provedStep } from './secondFactorKey.ts';
import { getChallenge, useChallenge } from './signInChallenge.ts';
import { codeLimit, forgiveCodes } from './useCode.ts';

const shape = z.object({ challenge: text(100), code: requiredText(40) });

/**
 * Sets a second factor up where signing in asks for one, with a code of the key that came with the challenge, and signs
 * the agent in.
 * @throws InvalidInputError, ChallengeOverError, WrongCodeError, TooManyAttemptsError
 */
export async function setUpSecondFactor(
  core: Core,
  input: z.input<typeof shape>,
  device: SignInDevice,
): Promise<OpenedSignIn & { recoveryCodes: string[] }> {
  const { challenge: token, code } = checkInput(shape, input);
  const challenge = await getChallenge(core, token);
  const { agentId } = challenge;
  await core.rateLimits.count(codeLimit(core), agentId);
  const factor = await core.database.prisma.secondFactor.findFirst({ where: { agentId, confirmedAt: null } });
  if (!factor) throw new ChallengeOverError();
  const step = await provedStep(core, factor, code);
  const signedIn = await inTransaction(core, async (transaction, record) => {
    const agent = await useChallenge(transaction, challenge);
    const recoveryCodes = await confirmKey(core, transaction, factor, step);
    const author = { kind: 'agent', agentId, displayName: agent.displayName } as const;
    await recordAudit(transaction, author, 'setUpSecondFactor', { type: 'Agent', id: agentId });
    const from = { ...device, proof: 'second factor' } as const;
    return { ...(await openSignIn(core, transaction, record, agent, from)), recoveryCodes };
  });
  await forgiveCodes(core, agentId);
  return signedIn;
}
