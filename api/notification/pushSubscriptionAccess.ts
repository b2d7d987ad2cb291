import type { PushSubscription } from '../../prisma/generated/client/client.ts';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { unseal } from '../core/sealing.ts';

/** Where a browser is written to, and with what it is encrypted: together they are the right to write to it. */
export interface PushAddress {
  endpoint: string;
  /** The browser's public key, and what it shares with whoever may write to it (RFC 8291). */
  publicKey: string;
  authSecret: string;
  /** Where the browser reached the product; tells push services who to turn to. */
  origin: string;
}

/** For what addresses are sealed. */
export const addressPurpose = 'pushAddress';

/** @returns undefined when the key is gone that it was sealed with */
export async function pushAddressOf(
  core: Core,
  { sealedAddress }: Pick<PushSubscription, 'sealedAddress'>,
): Promise<PushAddress | undefined> {
  const opened = await unseal(core, addressPurpose, sealedAddress);
  return opened === undefined ? undefined : (JSON.parse(opened) as PushAddress);
}

/**
 * The browsers that show the agent notifications while the console is closed, the newest first.
 * @throws NotSignedInError, NotAllowedError
 */
export async function ownPushSubscriptions(core: Core, actor: Actor): Promise<PushSubscription[]> {
  const { agentId } = asAgentInPerson(actor);
  return core.database.prisma.pushSubscription.findMany({
    where: { agentId, signIn: { expiresAt: { gt: core.clock.now() } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
}
