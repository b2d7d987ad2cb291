import {
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { z } from 'zod';
import { assertProvedAnew } from '../agent/signInAccess.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { seal, unseal } from '../core/sealing.ts';
import { openProvider } from './openProvider.ts';
import { getSingleSignOn } from './singleSignOnAccess.ts';
import { SignInInterruptedError } from './singleSignOnErrors.ts';
import { pageWithin } from './singleSignOnRules.ts';

const purpose = 'single sign-on on its way';
/** How long somebody may take at the provider. */
export const journeySeconds = 10 * 60;

const shape = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  redirectUri: z.string(),
  next: z.string(),
  expiresAt: z.number(),
  /** The agent who links an account, on this sign-in; absent for who signs in. */
  linking: z.object({ agentId: z.string(), signInId: z.string() }).optional(),
});

/** What the browser keeps for us, sealed, while somebody is at the provider. */
export type Journey = z.output<typeof shape>;

export interface JourneyWish {
  /** Where the provider sends the browser back to. */
  redirectUri: string;
  /** Where to go afterwards: a page of the console, whatever stands there. */
  next: string | null;
  /** Who links an account with themselves. */
  linking?: AgentActor | undefined;
  /** From where; so many journeys begin from one address as sign-ins may. */
  address: string;
}

/**
 * Sends somebody to the provider: the authorization code flow with PKCE, state and nonce. Who links an account must have
 * proved anew who they are: it opens the door from then on.
 * @returns where to go, and what the browser must bring back
 * @throws SingleSignOnOffError, ProviderFailedError, TooManyAttemptsError, ProofNeededError
 */
export async function beginSingleSignOn(
  core: Core,
  { redirectUri, next, linking, address }: JourneyWish,
): Promise<{ url: string; sealed: string }> {
  await core.rateLimits.count(journeyLimit(core), address);
  if (linking) await assertProvedAnew(core, linking);
  const provider = await openProvider(core, await getSingleSignOn(core));
  const journey: Journey = {
    state: randomState(),
    nonce: randomNonce(),
    verifier: randomPKCECodeVerifier(),
    redirectUri,
    next: pageWithin(next),
    expiresAt: core.clock.now().getTime() + journeySeconds * 1000,
    ...(linking && { linking: { agentId: linking.agentId, signInId: linking.credential.id } }),
  };
  const url = buildAuthorizationUrl(provider, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    code_challenge: await calculatePKCECodeChallenge(journey.verifier),
    code_challenge_method: 'S256',
    state: journey.state,
    nonce: journey.nonce,
  });
  return { url: url.href, sealed: await seal(core, purpose, JSON.stringify(journey)) };
}

/** The journey that a browser brings back. @throws SignInInterruptedError */
export async function openJourney(core: Core, sealed: string | undefined): Promise<Journey> {
  const text = sealed === undefined ? undefined : await unseal(core, purpose, sealed);
  const journey = text === undefined ? undefined : shape.parse(JSON.parse(text));
  if (!journey || journey.expiresAt <= core.clock.now().getTime()) throw new SignInInterruptedError();
  return journey;
}

export function journeyLimit({ environment }: Core) {
  return { name: 'singleSignOn', points: environment.signInFailures * 10, seconds: 15 * 60 };
}
