import {
  authorizationCodeGrant,
  AuthorizationResponseError,
  fetchUserInfo,
  type Configuration,
} from 'openid-client';
import type { Core } from '../core/core.ts';
import type { Journey } from './beginSingleSignOn.ts';
import { ProviderFailedError, ProviderRefusedError } from './singleSignOnErrors.ts';
import { accountFrom, type ProviderAccount } from './singleSignOnRules.ts';

/**
 * Changes the code that the browser brings for the account behind it, with everything checked that OpenID Connect asks
 * for: state, nonce, PKCE, signature, issuer and audience of the ID token.
 * @param query what the provider added to the address
 * @throws ProviderRefusedError, ProviderFailedError
 */
export async function fetchAccount(
  core: Core,
  provider: Configuration,
  journey: Journey,
  query: string,
): Promise<ProviderAccount> {
  const address = new URL(journey.redirectUri);
  address.search = query;
  try {
    const tokens = await authorizationCodeGrant(provider, address, {
      pkceCodeVerifier: journey.verifier,
      expectedState: journey.state,
      expectedNonce: journey.nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new Error('There is no ID token.');
    // Many providers tell the address only there.
    const isMoreThere =
      claims.email === undefined && provider.serverMetadata().userinfo_endpoint !== undefined;
    const more = isMoreThere ? await fetchUserInfo(provider, tokens.access_token, claims.sub) : {};
    return accountFrom(claims, more);
  } catch (error) {
    if (error instanceof AuthorizationResponseError) throw new ProviderRefusedError();
    core.log.warn({ err: error }, 'a single sign-on failed');
    throw new ProviderFailedError();
  }
}
