import { z } from 'zod';
import type { Site } from '../../prisma/generated/client/client.ts';
import { lockRights } from '../agent/lockRights.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getSiteToManage, newSiteKey } from './siteAccess.ts';

const shape = z.object({ siteId: id });

/**
 * Gives a site another key. Pages with the old one show no widget any more; visitors who are there already stay, and those
 * who come back are new, for browsers keep who they are under the key.
 * @throws InvalidInputError, NotAllowedError, NotFoundError
 */
export async function renewSiteKey(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Site> {
  const { siteId } = checkInput(shape, input);
  return inTransaction(core, async (transaction) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_SITES');
    const before = await getSiteToManage(transaction, siteId);
    const site = await transaction.site.update({ where: { id: siteId }, data: { key: newSiteKey() } });
    // Who looks for the widget wants to know where the new key is, and not where the old one was.
    await transaction.widgetSighting.deleteMany({ where: { siteId } });
    const changes = { key: { before: before.key, after: site.key } };
    await recordAudit(transaction, manager, 'renewSiteKey', { type: 'Site', id: siteId }, changes);
    return site;
  });
}
