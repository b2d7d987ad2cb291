import type { IncomingHttpHeaders } from 'node:http';
import { authenticateAgent } from '../agent/authenticateAgent.ts';
import { signInLifetimeMs } from '../agent/signInRules.ts';
import { authenticateApiToken } from '../apiToken/authenticateApiToken.ts';
import { isApiToken } from '../apiToken/apiTokenRules.ts';
import { anonymous, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { authenticateVisitor } from '../visitor/authenticateVisitor.ts';

const plainName = 'dukou_sign_in';
const hostName = `__Host-${plainName}`;
/** Behind TLS a name that browsers let nobody but this very host set, and over TLS only (RFC 6265bis, 4.1.3.2). */
const cookieName = (isSecure: boolean) => (isSecure ? hostName : plainName);
/** No token or secret of ours is longer: whatever is, is not worth a look in the database. */
const longestSecret = 100;

/**
 * Who stands behind a request or connection: by an Authorization (`Bearer` an API token or the proof of a
 * sign-in, `Visitor` a device's secret), else by the sign-in cookie. Wrong credentials make nobody; they never fall back to others.
 * @param given.asRole the id of a role: an agent, by sign-in or by API token, is then given no right that it does not allow
 */
export async function actorBehind(
  core: Core,
  given: {
    authorization: string | undefined;
    cookie: string | undefined;
    /** Whether the request came over TLS. */
    isSecure: boolean;
    asRole?: string | undefined;
  },
): Promise<Actor> {
  if (given.authorization !== undefined) {
    const [scheme, secret, ...rest] = given.authorization.trim().split(/\s+/);
    if (!secret || secret.length > longestSecret || rest.length > 0) return anonymous;
    if (scheme?.toLowerCase() === 'bearer') {
      if (isApiToken(secret)) return (await authenticateApiToken(core, secret, given.asRole)) ?? anonymous;
      return (await authenticateAgent(core, secret, given.asRole)) ?? anonymous;
    }
    if (scheme?.toLowerCase() === 'visitor') return (await authenticateVisitor(core, secret)) ?? anonymous;
    return anonymous;
  }
  const token = cookieValue(given.cookie, cookieName(given.isSecure));
  if (!token || token.length > longestSecret) return anonymous;
  return (await authenticateAgent(core, token, given.asRole)) ?? anonymous;
}

/** The header, and the parameter of a connection, that name the role as which an agent looks at the product. */
export const asRoleHeader = 'x-dukou-as-role';

/** What a header or a parameter says, where it says one thing. */
export function saidIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The value of a cookie that a request brings. */
export function cookieValue(cookie: IncomingHttpHeaders['cookie'], wanted: string): string | undefined {
  for (const pair of cookie?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === wanted) return value;
  }
  return undefined;
}

/** Whether there is a cookie by which a browser proves a sign-in, right or wrong. */
export function hasSignInCookie(cookie: IncomingHttpHeaders['cookie']): boolean {
  return [plainName, hostName].some((name) => cookieValue(cookie, name));
}

/** The cookie that keeps a sign-in: out of reach of scripts and of other sites' pages. Without a token it deletes. */
export function signInCookie(token: string | undefined, isSecure: boolean): string {
  const lifetime = token ? signInLifetimeMs / 1000 : 0;
  return [
    `${cookieName(isSecure)}=${token ?? ''}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    `Max-Age=${lifetime}`,
    ...(isSecure ? ['Secure'] : []),
  ].join('; ');
}
