import { z } from 'zod';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, text } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { WrongPasswordError } from './agentErrors.ts';
import { assertNotGuessable } from './assertNotGuessable.ts';
import { endSignIns } from './endSignIns.ts';
import { hashPassword } from './password.ts';
import { newPassword } from './passwordRules.ts';
import { lockAgent } from './presenceAccess.ts';
import { provePassword } from './provePassword.ts';

const shape = z.object({ oldPassword: text(200), newPassword });

/**
 * Changes the agent's own password, and ends their other sign-ins.
 * @returns how many sign-ins ended
 * @throws InvalidInputError, NotAllowedError, WrongPasswordError, TooManyAttemptsError
 */
export async function changePassword(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<number> {
  const { oldPassword, newPassword } = checkInput(shape, input);
  const { agentId, credential } = asAgentInPerson(actor);
  const agent = await provePassword(core, agentId, oldPassword, ({ login, displayName }) =>
    assertNotGuessable(core.database.prisma, newPassword, [login, displayName], 'newPassword'),
  );
  const passwordHash = await hashPassword(newPassword);
  return inTransaction(core, async (transaction, record) => {
    // Only over the password that was proved: one that somebody set meanwhile stays.
    await lockAgent(transaction, agentId);
    const { count } = await transaction.agent.updateMany({
      where: { id: agentId, passwordHash: agent.passwordHash, deactivatedAt: null },
      data: { passwordHash },
    });
    if (count === 0) throw new WrongPasswordError();
    await recordAudit(transaction, actor, 'changePassword', { type: 'Agent', id: agentId });
    return endSignIns(core, transaction, record, { agentId, id: { not: credential.id } });
  });
}
