import { z } from 'zod';
import type { ApiToken } from '../../prisma/generated/client/client.ts';
import { lockRights } from '../agent/lockRights.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { publication } from '../core/pubsub.ts';
import { inTransaction } from '../core/transaction.ts';
import { getApiToken } from './apiTokenAccess.ts';
import { apiTokenTopic } from './apiTokenEvents.ts';

const shape = z.object({ apiTokenId: id });

/**
 * Ends an API token for good: at once, for connections and streams too that stand on it now. Again changes nothing.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, PermissionNotHeldError
 */
export async function revokeApiToken(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<ApiToken> {
  const { apiTokenId } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_API_TOKENS');
    const before = await getApiToken(transaction, manager, apiTokenId);
    if (before.revokedAt) return before;
    await recordAudit(transaction, manager, 'revokeApiToken', { type: 'ApiToken', id: apiTokenId });
    record(publication(apiTokenTopic(apiTokenId), { type: 'ApiTokenRevoked', apiTokenId }));
    return transaction.apiToken.update({
      where: { id: apiTokenId },
      data: { revokedAt: core.clock.now() },
    });
  });
}
