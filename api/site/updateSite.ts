import { z } from 'zod';
import type { Site } from '../../prisma/generated/client/client.ts';
import { lockRights } from '../agent/lockRights.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getSiteToManage } from './siteAccess.ts';
import { auditedSite, siteFields, siteShape } from './siteRules.ts';

const shape = z.object({
  siteId: id,
  ...(Object.fromEntries(Object.entries(siteShape.shape).map(([field, rule]) => [field, rule.nullish()])) as {
    [Field in keyof SiteShape]: z.ZodOptional<z.ZodNullable<SiteShape[Field]>>;
  }),
});
type SiteShape = typeof siteShape.shape;

/**
 * Changes a site's name, look, first words, what its widget offers or the pages that may show it; what is left out or null stays. Visitors see it
 * with the next page that they open.
 * @throws InvalidInputError, NotAllowedError, NotFoundError
 */
export async function updateSite(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Site> {
  const { siteId, ...given } = checkInput(shape, input);
  return inTransaction(core, async (transaction) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_SITES');
    const before = await getSiteToManage(transaction, siteId);
    const said = Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined && value !== null),
    ) as Partial<z.output<typeof siteShape>>;
    const changes = changesBetween(siteFields, auditedSite(before), auditedSite({ ...before, ...said }));
    if (Object.keys(changes).length === 0) return before;
    await recordAudit(transaction, manager, 'updateSite', { type: 'Site', id: siteId }, changes);
    return transaction.site.update({ where: { id: siteId }, data: said });
  });
}
