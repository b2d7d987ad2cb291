import { z } from 'zod';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, requiredText } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { replaceRecoveryCodes } from './secondFactorKey.ts';
import { forgiveCodes, readCode, useCode } from './useCode.ts';

const shape = z.object({ code: requiredText(40) });

/**
 * Gives the agent new recovery codes, in the place of those that are left.
 * @returns them, which are told this once @throws InvalidInputError, NotSignedInError, WrongCodeError, TooManyAttemptsError
 */
export async function renewRecoveryCodes(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<string[]> {
  const { code } = checkInput(shape, input);
  const { agentId } = asAgentInPerson(actor);
  const read = await readCode(core, agentId, code);
  const codes = await inTransaction(core, async (transaction) => {
    await useCode(core, transaction, read);
    await recordAudit(transaction, actor, 'renewRecoveryCodes', { type: 'Agent', id: agentId });
    return replaceRecoveryCodes(transaction, agentId);
  });
  await forgiveCodes(core, agentId);
  return codes;
}
