import { z } from 'zod';
import type { Agent } from '../../prisma/generated/client/client.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { assertPlaceable } from './agentAccess.ts';
import { placedAgent } from './agentRules.ts';
import { assertNotGuessable } from './assertNotGuessable.ts';
import { lockRights } from './lockRights.ts';
import { hashPassword } from './password.ts';
import { newPassword } from './passwordRules.ts';

const shape = z.object({ ...placedAgent, password: newPassword });

/**
 * Makes an agent, who can sign in at once.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, LoginTakenError, PermissionNotHeldError
 */
export async function createAgent(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Agent> {
  const { password, ...fields } = checkInput(shape, input);
  await assertNotGuessable(core.database.prisma, password, [fields.login, fields.displayName], 'password');
  // Before the transaction: it takes long on purpose, and others wait for the lock.
  const passwordHash = await hashPassword(password);
  return inTransaction(core, async (transaction) => {
    const maker = await lockRights(core, transaction, actor, 'MANAGE_AGENTS');
    await assertPlaceable(transaction, maker, fields);
    const agent = await transaction.agent.create({ data: { ...fields, passwordHash } });
    const changes = changesBetween(['login', 'displayName', 'departmentId', 'roleId'], {}, agent);
    await recordAudit(transaction, maker, 'createAgent', { type: 'Agent', id: agent.id }, changes);
    return agent;
  });
}
