import { lookup } from 'node:dns/promises';
import type { Core } from '../core/core.ts';
import { isPublicAddress } from './publicAddress.ts';
import { WebhookAddressRefusedError } from './webhookErrors.ts';

/** Where to connect to. */
export interface CheckedAddress {
  address: string;
  family: number;
}

/**
 * Looks an address' host up, once: what is called is the very IP address that was checked, so that a name that means
 * another machine a moment later gains nothing.
 * @throws WebhookAddressRefusedError, the resolver's error when there is no such name
 */
export async function checkedAddress(
  { environment }: Pick<Core, 'environment'>,
  url: URL,
): Promise<CheckedAddress> {
  const mayBePrivate = environment.webhooksMayCallPrivateNetworks;
  if (url.protocol !== 'https:' && !mayBePrivate) throw new WebhookAddressRefusedError();
  const found = await lookup(url.hostname.replace(/^\[|\]$/g, ''), { all: true });
  const [first] = found;
  // A name with a public and a private address is no mistake that anybody makes.
  if (!first || (!mayBePrivate && !found.every(({ address }) => isPublicAddress(address))))
    throw new WebhookAddressRefusedError();
  return first;
}

/**
 * Refuses early what would be refused at each call. A name that does not resolve now may do so later.
 * @throws WebhookAddressRefusedError
 */
export async function assertAddressIsCallable(core: Pick<Core, 'environment'>, url: string): Promise<void> {
  await checkedAddress(core, new URL(url)).catch((error: unknown) => {
    if (error instanceof WebhookAddressRefusedError) throw error;
  });
}
