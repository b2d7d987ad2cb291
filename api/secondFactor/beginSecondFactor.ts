import { z } from 'zod';
import { provePassword } from '../agent/provePassword.ts';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, text } from '../core/input.ts';
import type { SecondFactorSetup } from './secondFactorErrors.ts';
import { offerKey } from './secondFactorKey.ts';

const shape = z.object({ password: text(200) });

/**
 * Offers the agent a key for an authenticator app; nothing is asked for until `confirmSecondFactor`.
 * @throws InvalidInputError, NotSignedInError, WrongPasswordError, TooManyAttemptsError, SecondFactorOnError
 */
export async function beginSecondFactor(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<SecondFactorSetup> {
  const { password } = checkInput(shape, input);
  return offerKey(core, await provePassword(core, asAgentInPerson(actor).agentId, password));
}
