import { z } from 'zod';
import { lockRights } from '../agent/lockRights.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getSiteToManage } from './siteAccess.ts';
import { SiteInUseError } from './siteErrors.ts';

const shape = z.object({ siteId: id });

/**
 * Deletes a site without live sessions: its key opens nothing any more. Its past sessions and visitors stay, under its
 * name.
 * @returns its id
 * @throws InvalidInputError, NotAllowedError, NotFoundError, SiteInUseError
 */
export async function deleteSite(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<string> {
  const { siteId } = checkInput(shape, input);
  return inTransaction(core, async (transaction) => {
    const remover = await lockRights(core, transaction, actor, 'MANAGE_SITES');
    // Its row is locked: a session that is being opened on it is counted, or comes too late.
    const site = await getSiteToManage(transaction, siteId);
    const liveSessionsCount = await transaction.session.count({ where: { siteId, endedAt: null } });
    if (liveSessionsCount > 0) throw new SiteInUseError(liveSessionsCount);
    await transaction.site.update({ where: { id: siteId }, data: { deletedAt: core.clock.now() } });
    const changes = { name: { before: site.name, after: null } };
    await recordAudit(transaction, remover, 'deleteSite', { type: 'Site', id: siteId }, changes);
    return siteId;
  });
}
