import { z } from 'zod';
import type { Agent } from '../../prisma/generated/client/client.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id, name } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getDepartmentWithin } from '../department/departmentAccess.ts';
import { getRoleWithin } from '../role/roleAccess.ts';
import { LoginTakenError } from './agentErrors.ts';
import { lockRights } from './lockRights.ts';
import { hashPassword } from './password.ts';
import { assertNotLogin, newPassword } from './passwordRules.ts';
import { newLogin } from './signInRules.ts';

const shape = z.object({
  login: newLogin,
  displayName: name(100),
  password: newPassword,
  departmentId: id,
  roleId: id,
});

/**
 * Makes an agent, who can sign in at once.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, LoginTakenError, PermissionNotHeldError
 */
export async function createAgent(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Agent> {
  const { password, ...fields } = checkInput(shape, input);
  assertNotLogin(password, fields.login, 'password');
  // Before the transaction: it takes long on purpose, and others wait for the lock.
  const passwordHash = await hashPassword(password);
  return inTransaction(core, async (transaction) => {
    const maker = await lockRights(core, transaction, actor, 'MANAGE_AGENTS');
    await getDepartmentWithin(transaction, maker, fields.departmentId);
    await getRoleWithin(transaction, maker, fields.roleId);
    const isTaken = (await transaction.agent.count({ where: { login: fields.login } })) > 0;
    if (isTaken) throw new LoginTakenError();
    const agent = await transaction.agent.create({ data: { ...fields, passwordHash } });
    const changes = changesBetween(['login', 'displayName', 'departmentId', 'roleId'], {}, agent);
    await recordAudit(transaction, maker, 'createAgent', { type: 'Agent', id: agent.id }, changes);
    return agent;
  });
}
