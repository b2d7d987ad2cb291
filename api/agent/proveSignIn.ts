import { z } from 'zod';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotSignedInError } from '../core/errors.ts';
import { checkInput, text } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { secondFactorOf } from '../secondFactor/secondFactorAccess.ts';
import { forgiveCodes, readCode, useCode } from '../secondFactor/useCode.ts';
import { provePassword } from './provePassword.ts';
import { proofMs } from './signInRules.ts';

const shape = z.object({ password: text(200), code: text(40).nullish() });

/**
 * An agent proves anew who they are, with all that signing in takes: what changes how they sign in (`assertProvedAnew`) is
 * open on this sign-in for the next minutes.
 * @returns until when
 * @throws InvalidInputError, NotSignedInError, WrongPasswordError, TooManyAttemptsError, WrongCodeError also where there is
 *   a second factor and no code is given
 */
export async function proveSignIn(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Date> {
  const { password, code } = checkInput(shape, input);
  const agent = asAgentInPerson(actor);
  await provePassword(core, agent.agentId, password);
  const { since } = await secondFactorOf(core, agent);
  const read = since ? await readCode(core, agent.agentId, code ?? '') : undefined;
  const provedUntil = new Date(core.clock.now().getTime() + proofMs);
  await inTransaction(core, async (transaction) => {
    if (read) await useCode(core, transaction, read);
    const which = { id: agent.credential.id };
    const { count } = await transaction.signIn.updateMany({ where: which, data: { provedUntil } });
    if (count === 0) throw new NotSignedInError();
  });
  if (read) await forgiveCodes(core, agent.agentId);
  return provedUntil;
}
