import type { IncomingHttpHeaders } from 'node:http';
import { authenticateAgent } from '../agent/authenticateAgent.ts';
import { signInLifetimeMs } from '../agent/signInRules.ts';
import { authenticateApiToken } from '../apiToken/authenticateApiToken.ts';
import { isApiToken } from '../apiToken/apiTokenRules.ts';
import { anonymous, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { authenticateVisitor } from '../visitor/authenticateVisitor.ts';

const cookieName = 'dukou_sign_in';
/** No token or secret of ours is longer: whatever is, is not worth a look in the database. */
const longestSecret = 100;

/**
 * Who stands behind a request or connection: by an Authorization (`Bearer` an API token or the proof of a
 * sign-in, `Visitor` a device's secret), else by the sign-in cookie. Wrong credentials make nobody; they never fall back to others.
 */
export async function actorBehind(
  core: Core,
  given: { authorization: string | undefined; cookie: string | undefined },
): Promise<Actor> {
  if (given.authorization !== undefined) {
    const [scheme, secret, ...rest] = given.authorization.trim().split(/\s+/);
    if (!secret || secret.length > longestSecret || rest.length > 0) return anonymous;
    if (scheme?.toLowerCase() === 'bearer') {
      const authenticate = isApiToken(secret) ? authenticateApiToken : authenticateAgent;
      return (await authenticate(core, secret)) ?? anonymous;
    }
    if (scheme?.toLowerCase() === 'visitor') return (await authenticateVisitor(core, secret)) ?? anonymous;
    return anonymous;
  }
  const token = tokenInCookie(given.cookie);
  return (token && token.length <= longestSecret && (await authenticateAgent(core, token))) || anonymous;
}

function tokenInCookie(cookie: IncomingHttpHeaders['cookie']): string | undefined {
  for (const pair of cookie?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === cookieName) return value;
  }
  return undefined;
}

/** The cookie that keeps a sign-in: out of reach of scripts and of other sites' pages. Without a token it deletes. */
export function signInCookie(token: string | undefined, isSecure: boolean): string {
  const lifetime = token ? signInLifetimeMs / 1000 : 0;
  return [
    `${cookieName}=${token ?? ''}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    `Max-Age=${lifetime}`,
    ...(isSecure ? ['Secure'] : []),
  ].join('; ');
}
