import { z } from 'zod';
import { provePassword } from '../agent/provePassword.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, requiredText, text } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { dropSecondFactor } from './resetSecondFactor.ts';
import { secondFactorOf, type SecondFactorStanding } from './secondFactorAccess.ts';
import { forgiveCodes, readCode, useCode } from './useCode.ts';

const shape = z.object({ password: text(200), code: requiredText(40) });

/**
 * Switches the agent's own second factor off. Where the organisation requires one, the next sign-in asks for a new one.
 * @throws InvalidInputError, NotSignedInError, WrongPasswordError, WrongCodeError, TooManyAttemptsError
 */
export async function removeSecondFactor(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<SecondFactorStanding> {
  const { password, code } = checkInput(shape, input);
  const agent = asAgentInPerson(actor);
  await provePassword(core, agent.agentId, password);
  const read = await readCode(core, agent.agentId, code);
  await inTransaction(core, async (transaction) => {
    await useCode(core, transaction, read);
    await dropSecondFactor(transaction, agent.agentId);
    await recordAudit(transaction, actor, 'removeSecondFactor', { type: 'Agent', id: agent.agentId });
  });
  await forgiveCodes(core, agent.agentId);
  return secondFactorOf(core, agent);
}
