import { z } from 'zod';
import type { Visitor } from '../../prisma/generated/client/client.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgent, hasPermission, isForSite, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError, NotFoundError } from '../core/errors.ts';
import { checkInput, id, name } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { attributesShape, changedAttributes } from './attributeRules.ts';
import { externalIdShape } from './identityRules.ts';
import { lockIdentity } from './identifyVisitor.ts';
import { newVisitor } from './newVisitor.ts';

const shape = z.object({
  siteId: id,
  externalId: externalIdShape.nullish(),
  nickname: name(60).nullish(),
  attributes: attributesShape.nullish(),
});

/**
 * Makes a visitor who comes through another program. One with this external id who is there already is returned as they
 * are: asking again is safe.
 * @throws InvalidInputError, NotAllowedError, NotFoundError
 */
export async function createVisitor(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Visitor> {
  const { siteId, externalId, nickname, attributes } = checkInput(shape, input);
  const agent = asAgent(actor);
  if (!hasPermission(agent, 'WRITE_AS_VISITOR')) throw new NotAllowedError();
  return inTransaction(core, async (transaction) => {
    const site = await transaction.site.findUnique({ where: { id: siteId, deletedAt: null } });
    if (!site || !isForSite(agent, site.id)) throw new NotFoundError('site');
    if (externalId) {
      await lockIdentity(transaction, siteId, externalId);
      const which = { siteId_externalId: { siteId, externalId } };
      const known = await transaction.visitor.findUnique({ where: which });
      if (known) return known;
    }
    const visitor = await newVisitor(transaction, siteId, core.clock.now(), {
      externalId: externalId ?? null,
      ...(nickname && { nickname }),
      attributes: changedAttributes({}, attributes ?? {}) ?? {},
    });
    await recordAudit(transaction, agent, 'createVisitor', { type: 'Visitor', id: visitor.id });
    return visitor;
  });
}
