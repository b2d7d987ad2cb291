import { errors, jwtVerify } from 'jose';
import type { Site } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { identitySecretsOf } from '../site/identitySecrets.ts';
import { IdentityRefusedError } from './identityErrors.ts';
import {
  claimsShape,
  clockToleranceSeconds,
  longestLifetimeSeconds,
  type Identity,
} from './identityRules.ts';

/** Longer than any with all attributes. */
const longestToken = 40_000;

/**
 * Reads who a site's own system says that a visitor is: a JWT signed by HS256 with one of the site's identity secrets, for
 * this site (`aud` is its key), that ends within a day.
 * @throws IdentityRefusedError
 */
export async function readIdentityToken(
  core: Core,
  site: Pick<Site, 'id' | 'key'>,
  token: string,
): Promise<Identity> {
  if (token.length > longestToken) throw new IdentityRefusedError('MALFORMED');
  const now = core.clock.now();
  const options = {
    algorithms: ['HS256'],
    audience: site.key,
    requiredClaims: ['sub', 'exp', 'aud'],
    currentDate: now,
    clockTolerance: clockToleranceSeconds,
  };
  let refusal = new IdentityRefusedError('WRONG_SIGNATURE');
  for (const secret of await identitySecretsOf(core, site.id)) {
    const key = new TextEncoder().encode(secret);
    const verified = await jwtVerify(token, key, options).catch((error: unknown) => {
      refusal = refusalOf(error);
      return undefined;
    });
    if (!verified) continue;
    const claims = claimsShape.safeParse(verified.payload);
    if (!claims.success) throw new IdentityRefusedError('MALFORMED');
    if (claims.data.exp > now.getTime() / 1000 + longestLifetimeSeconds + clockToleranceSeconds)
      throw new IdentityRefusedError('LIFETIME_TOO_LONG');
    return claims.data;
  }
  throw refusal;
}

function refusalOf(error: unknown): IdentityRefusedError {
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return new IdentityRefusedError('WRONG_SIGNATURE');
  if (error instanceof errors.JWTExpired) return new IdentityRefusedError('EXPIRED');
  if (
    error instanceof errors.JWTClaimValidationFailed &&
    error.claim === 'aud' &&
    error.reason === 'check_failed'
  )
    return new IdentityRefusedError('WRONG_SITE');
  if (error instanceof errors.JOSEError) return new IdentityRefusedError('MALFORMED');
  throw error;
}
