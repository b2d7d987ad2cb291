import { z } from 'zod';
import type { ApiToken } from '../../prisma/generated/client/client.ts';
import { lockRights } from '../agent/lockRights.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id, name } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getApiToken } from './apiTokenAccess.ts';

const shape = z.object({ apiTokenId: id, name: name(100) });

/**
 * Calls an API token otherwise; what it allows never changes.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, PermissionNotHeldError
 */
export async function renameApiToken(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<ApiToken> {
  const { apiTokenId, name } = checkInput(shape, input);
  return inTransaction(core, async (transaction) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_API_TOKENS');
    const before = await getApiToken(transaction, manager, apiTokenId);
    if (before.name === name) return before;
    const changes = changesBetween(['name'], before, { name });
    await recordAudit(transaction, manager, 'renameApiToken', { type: 'ApiToken', id: apiTokenId }, changes);
    return transaction.apiToken.update({ where: { id: apiTokenId }, data: { name } });
  });
}
