import { z } from 'zod';
import type { ApiToken } from '../../prisma/generated/client/client.ts';
import { Permission } from '../../prisma/generated/client/enums.ts';
import { lockRights } from '../agent/lockRights.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor, AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { InvalidInputError, NotFoundError } from '../core/errors.ts';
import { checkInput, id, name } from '../core/input.ts';
import { hashSecret } from '../core/secret.ts';
import { inTransaction } from '../core/transaction.ts';
import { assertHeld, sortedPermissions } from '../role/roleRules.ts';
import { assertMayActFor } from './apiTokenAccess.ts';
import { prefixOf, siteScopes } from './apiTokenRules.ts';
import { newApiToken } from './newApiToken.ts';

const shape = z
  .object({
    name: name(100),
    agentId: id.nullish(),
    scopes: z.array(z.enum(Permission)).transform(sortedPermissions),
    isReadOnly: z.boolean().nullish(),
    siteId: id.nullish(),
    expiresAt: z.date().nullish(),
  })
  .refine(({ siteId, scopes }) => !siteId || scopes.every((scope) => siteScopes.has(scope)), {
    path: ['scopes'],
    params: { rule: 'OUT_OF_RANGE' },
  });

/**
 * Makes an API token that acts for the actor, or for another agent within reach, and allows no more than the actor may
 * do.
 * @returns it with the secret, which nobody can read again
 * @throws InvalidInputError, NotAllowedError, NotFoundError, PermissionNotHeldError
 */
export async function createApiToken(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<{ apiToken: ApiToken; secret: string }> {
  const { agentId, isReadOnly, siteId = null, expiresAt = null, ...given } = checkInput(shape, input);
  const secret = newApiToken();
  const apiToken = await inTransaction(core, async (transaction) => {
    const maker = await lockRights(core, transaction, actor, 'MANAGE_API_TOKENS');
    assertGoodExpiry(core, maker, expiresAt);
    assertHeld(maker, given.scopes);
    await assertMayActFor(transaction, maker, agentId ?? maker.agentId);
    if (siteId && !(await transaction.site.findUnique({ where: { id: siteId, deletedAt: null } })))
      throw new NotFoundError('site');
    const facts = { ...given, agentId: agentId ?? maker.agentId, isReadOnly: isReadOnly ?? false, siteId };
    const made = await transaction.apiToken.create({
      data: {
        ...facts,
        expiresAt,
        tokenHash: hashSecret(secret),
        prefix: prefixOf(secret),
        createdById: maker.agentId,
        createdAt: core.clock.now(),
      },
    });
    const audited = { ...facts, expiresAt: expiresAt?.toISOString() ?? null };
    const changes = changesBetween(auditedFields, {}, audited);
    await recordAudit(transaction, maker, 'createApiToken', { type: 'ApiToken', id: made.id }, changes);
    return made;
  });
  return { apiToken, secret };
}

const auditedFields = ['name', 'agentId', 'scopes', 'isReadOnly', 'siteId', 'expiresAt'] as const;

/** In the future, and for a token that makes another one not after its own end. */
function assertGoodExpiry(core: Core, { credential }: AgentActor, expiresAt: Date | null): void {
  const latest = credential.kind === 'token' ? credential.expiresAt : null;
  const isTooLate = latest !== null && (expiresAt === null || expiresAt > latest);
  if (isTooLate || (expiresAt && expiresAt <= core.clock.now()))
    throw new InvalidInputError([{ field: 'expiresAt', rule: 'OUT_OF_RANGE' }]);
}
