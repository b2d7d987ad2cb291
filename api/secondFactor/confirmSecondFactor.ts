import { z } from 'zod';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, requiredText } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { SecondFactorOffError } from './secondFactorErrors.ts';
import { confirmKey, provedStep } from './secondFactorKey.ts';
import { codeLimit, forgiveCodes } from './useCode.ts';

const shape = z.object({ code: requiredText(40) });

/**
 * Makes the key that was offered last the agent's second factor, with a code that proves that an app has it.
 * @returns the recovery codes, which are told this once
 * @throws InvalidInputError, NotSignedInError, SecondFactorOffError when none was begun, WrongCodeError, TooManyAttemptsError
 */
export async function confirmSecondFactor(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<string[]> {
  const { code } = checkInput(shape, input);
  const { agentId } = asAgentInPerson(actor);
  await core.rateLimits.count(codeLimit(core), agentId);
  const factor = await core.database.prisma.secondFactor.findFirst({ where: { agentId, confirmedAt: null } });
  if (!factor) throw new SecondFactorOffError();
  const step = await provedStep(core, factor, code);
  const codes = await inTransaction(core, async (transaction) => {
    await recordAudit(transaction, actor, 'setUpSecondFactor', { type: 'Agent', id: agentId });
    return confirmKey(core, transaction, factor, step);
  });
  await forgiveCodes(core, agentId);
  return codes;
}
