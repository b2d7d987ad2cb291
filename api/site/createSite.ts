import type { z } from 'zod';
import type { Site } from '../../prisma/generated/client/client.ts';
import { lockRights } from '../agent/lockRights.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { newSiteKey } from './siteAccess.ts';
import { auditedSite, siteFields, siteShape } from './siteRules.ts';

const shape = siteShape.partial().required({ name: true });

/**
 * Makes a site with a key of its own. Nobody serves it yet (`setSiteDepartments`), and what is left out of its look is as
 * usual.
 * @throws InvalidInputError, NotAllowedError
 */
export async function createSite(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Site> {
  const given = checkInput(shape, input);
  return inTransaction(core, async (transaction) => {
    const maker = await lockRights(core, transaction, actor, 'MANAGE_SITES');
    const site = await transaction.site.create({ data: { greeting: '', ...given, key: newSiteKey() } });
    const changes = changesBetween(siteFields, {}, auditedSite(site));
    await recordAudit(transaction, maker, 'createSite', { type: 'Site', id: site.id }, changes);
    return site;
  });
}
