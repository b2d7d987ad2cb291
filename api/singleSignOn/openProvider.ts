import { allowInsecureRequests, type Configuration, ClientSecretBasic, discovery, None } from 'openid-client';
import type { SingleSignOn } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { unseal } from '../core/sealing.ts';
import { ProviderFailedError } from './singleSignOnErrors.ts';

export const secretPurpose = 'single sign-on client secret';
const timeoutSeconds = 10;
/** Providers change their keys and addresses rarely; what they say of themselves is asked for again after this long. */
const keptMs = 10 * 60 * 1000;

const known = new Map<string, { readAt: number; reading: Promise<Configuration> }>();

export type ProviderSettings = Pick<SingleSignOn, 'issuer' | 'clientId' | 'sealedClientSecret'>;

/** The provider as it describes itself (OpenID Connect Discovery). @throws ProviderFailedError */
export async function openProvider(core: Core, settings: ProviderSettings): Promise<Configuration> {
  const { issuer, clientId, sealedClientSecret } = settings;
  const key = JSON.stringify([issuer, clientId, sealedClientSecret]);
  const kept = known.get(key);
  if (kept && performance.now() - kept.readAt < keptMs) return kept.reading;
  const reading = discover(core, settings);
  known.clear();
  known.set(key, { readAt: performance.now(), reading });
  // What failed is tried again by whoever asks next.
  reading.catch(() => known.delete(key));
  return reading;
}

async function discover(
  core: Core,
  { issuer, clientId, sealedClientSecret }: ProviderSettings,
): Promise<Configuration> {
  const secret = sealedClientSecret && (await unseal(core, secretPurpose, sealedClientSecret));
  try {
    const isPlain = new URL(issuer).protocol === 'http:';
    return await discovery(
      new URL(issuer),
      clientId,
      undefined,
      secret ? ClientSecretBasic(secret) : None(),
      { timeout: timeoutSeconds, execute: isPlain ? [allowInsecureRequests] : [] },
    );
  } catch (error) {
    core.log.warn({ err: error, issuer }, 'the identity provider cannot be read');
    throw new ProviderFailedError();
  }
}
