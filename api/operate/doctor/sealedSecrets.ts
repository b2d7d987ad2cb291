import { vapidName } from '../../notification/vapidKeys.ts';
import type { Core } from '../../core/core.ts';
import { addressPurpose } from '../../notification/pushSubscriptionAccess.ts';
import { keyPurpose } from '../../secondFactor/secondFactorKey.ts';
import { secretPurpose } from '../../singleSignOn/openProvider.ts';
import { identityPurpose } from '../../site/identitySecrets.ts';
import { webhookPurpose } from '../../webhook/signatures.ts';

/** A secret that is kept sealed, and for what. */
export interface SealedSecret {
  what: string;
  purpose: string;
  sealed: string;
}

/** Everything in the database that is sealed. */
export async function sealedSecrets({
  database: { prisma },
}: Pick<Core, 'database'>): Promise<SealedSecret[]> {
  const webhooks = await prisma.webhook.findMany({ select: { sealedSecret: true } });
  const identities = await prisma.siteIdentitySecret.findMany({ select: { sealedSecret: true } });
  const factors = await prisma.secondFactor.findMany({ select: { agentId: true, sealedKey: true } });
  const providers = await prisma.singleSignOn.findMany({ select: { sealedClientSecret: true } });
  const pushes = await prisma.pushSubscription.findMany({ select: { sealedAddress: true } });
  const vapid = await prisma.storedSecret.findMany({ where: { name: vapidName } });
  return [
    ...webhooks.map(({ sealedSecret: sealed }) => ({ what: 'webhooks', purpose: webhookPurpose, sealed })),
    ...identities.map(({ sealedSecret: sealed }) => ({ what: 'sites', purpose: identityPurpose, sealed })),
    ...factors.map(({ agentId, sealedKey: sealed }) => ({
      what: 'second factors',
      purpose: keyPurpose(agentId),
      sealed,
    })),
    ...providers.flatMap(({ sealedClientSecret: sealed }) =>
      sealed ? [{ what: 'single sign-on', purpose: secretPurpose, sealed }] : [],
    ),
    ...pushes.map(({ sealedAddress: sealed }) => ({ what: 'pushes', purpose: addressPurpose, sealed })),
    ...vapid.map(({ value: sealed }) => ({ what: 'pushes', purpose: vapidName, sealed })),
  ];
}
