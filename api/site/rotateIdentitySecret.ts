import { z } from 'zod';
import type { Site } from '../../prisma/generated/client/client.ts';
import { lockRights } from '../agent/lockRights.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { hasPermission, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError, NotFoundError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { seal } from '../core/sealing.ts';
import { newSecret } from '../core/secret.ts';
import { inTransaction } from '../core/transaction.ts';
import { identityPurpose } from './identitySecrets.ts';

const shape = z.object({ siteId: id });

/** How long a secret counts after a newer one was made. */
const overlapMs = 24 * 3_600_000;

/**
 * Makes a secret by which a site's own system signs who a visitor is. The one before counts for another day, so that
 * nobody is refused while that system changes over.
 * @throws InvalidInputError, NotAllowedError, NotFoundError
 */
export async function rotateIdentitySecret(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Site> {
  const { siteId } = checkInput(shape, input);
  if (!hasPermission(actor, 'MANAGE_SITES')) throw new NotAllowedError();
  const sealedSecret = await seal(core, identityPurpose, newSecret());
  return inTransaction(core, async (transaction) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_SITES');
    const site = await transaction.site.findUnique({ where: { id: siteId } });
    if (!site) throw new NotFoundError('site');
    const now = core.clock.now();
    await transaction.siteIdentitySecret.deleteMany({ where: { siteId, expiresAt: { lte: now } } });
    await transaction.siteIdentitySecret.updateMany({
      where: { siteId, expiresAt: null },
      data: { expiresAt: new Date(now.getTime() + overlapMs) },
    });
    await transaction.siteIdentitySecret.create({ data: { siteId, sealedSecret, createdAt: now } });
    await recordAudit(transaction, manager, 'rotateIdentitySecret', { type: 'Site', id: siteId });
    return site;
  });
}
