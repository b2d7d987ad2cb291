import { z } from 'zod';
import type { Site } from '../../prisma/generated/client/client.ts';
import { lockRights } from '../agent/lockRights.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getSiteToManage } from './siteAccess.ts';
import { siteFields, siteShape } from './siteRules.ts';

const { name, greeting, accentColor, side, launcherText, allowedOrigins } = siteShape.shape;
const shape = z.object({
  siteId: id,
  name: name.nullish(),
  greeting: greeting.nullish(),
  accentColor: accentColor.nullish(),
  side: side.nullish(),
  launcherText: launcherText.nullish(),
  allowedOrigins: allowedOrigins.nullish(),
});

/**
 * Changes a site's name, look, first words or the pages that may show it; what is left out or null stays. Visitors see it
 * with the next page that they open.
 * @throws InvalidInputError, NotAllowedError, NotFoundError
 */
export async function updateSite(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Site> {
  const { siteId, ...given } = checkInput(shape, input);
  return inTransaction(core, async (transaction) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_SITES');
    const before = await getSiteToManage(transaction, siteId);
    const wanted = {
      name: given.name ?? before.name,
      greeting: given.greeting ?? before.greeting,
      accentColor: given.accentColor ?? before.accentColor,
      side: given.side ?? before.side,
      launcherText: given.launcherText ?? before.launcherText,
      allowedOrigins: given.allowedOrigins ?? before.allowedOrigins,
    };
    const changes = changesBetween(siteFields, before, wanted);
    if (Object.keys(changes).length === 0) return before;
    await recordAudit(transaction, manager, 'updateSite', { type: 'Site', id: siteId }, changes);
    return transaction.site.update({ where: { id: siteId }, data: wanted });
  });
}
