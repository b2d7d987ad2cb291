import type { Core } from '../core/core.ts';
import { unseal } from '../core/sealing.ts';

/** For what they are sealed. */
export const identityPurpose = 'identity';

const good = (core: Core, siteId: string) => ({
  where: { siteId, OR: [{ expiresAt: null }, { expiresAt: { gt: core.clock.now() } }] },
  orderBy: [{ createdAt: 'desc' as const }, { id: 'desc' as const }],
});

/** The secrets by which a site's own system may sign who a visitor is, the newest first; none before the first was made. */
export async function identitySecretsOf(core: Core, siteId: string): Promise<string[]> {
  const kept = await core.database.prisma.siteIdentitySecret.findMany(good(core, siteId));
  const secrets = await Promise.all(
    kept.map(({ sealedSecret }) => unseal(core, identityPurpose, sealedSecret)),
  );
  // One that was sealed with a key that is gone proves nothing any more.
  return secrets.filter((secret) => secret !== undefined);
}
