import { z } from 'zod';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput } from '../core/input.ts';
import { newSecret } from '../core/secret.ts';
import { inTransaction } from '../core/transaction.ts';
import { assertPlaceable } from './agentAccess.ts';
import { placedAgent } from './agentRules.ts';
import { writeInvitation, type NewInvitation } from './invitationAccess.ts';
import { lockRights } from './lockRights.ts';
import { hashPassword } from './password.ts';

const shape = z.object(placedAgent);

/**
 * Makes an agent who has no password yet, and a link on which they choose one. Until then nobody can sign in as them.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, LoginTakenError, PermissionNotHeldError
 */
export async function inviteAgent(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<NewInvitation> {
  const fields = checkInput(shape, input);
  // Of a secret that is told to nobody: signing in takes as long as for others, and never succeeds.
  const passwordHash = await hashPassword(newSecret());
  return inTransaction(core, async (transaction) => {
    const maker = await lockRights(core, transaction, actor, 'MANAGE_AGENTS');
    await assertPlaceable(transaction, maker, fields);
    const invitedAt = core.clock.now();
    const agent = await transaction.agent.create({ data: { ...fields, passwordHash, invitedAt } });
    const changes = changesBetween(['login', 'displayName', 'departmentId', 'roleId'], {}, agent);
    await recordAudit(transaction, maker, 'inviteAgent', { type: 'Agent', id: agent.id }, changes);
    return writeInvitation(core, transaction, agent);
  });
}
