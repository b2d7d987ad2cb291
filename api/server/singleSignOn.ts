import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from '../core/core.ts';
import { DomainError, NotSignedInError } from '../core/errors.ts';
import { beginSingleSignOn, journeySeconds, openJourney } from '../singleSignOn/beginSingleSignOn.ts';
import { finishSingleSignOn } from '../singleSignOn/finishSingleSignOn.ts';
import { connectionOf, isSecure, type Connection } from './connection.ts';
import { actorBehind, cookieValue, signInCookie } from './credentials.ts';
import { noteRefused } from './refusalLog.ts';

/** Behind TLS a name that browsers take over TLS only (RFC 6265bis, 4.1.3.1); its path forbids that of one host alone. */
const cookieName = (connection: Connection) =>
  `${isSecure(connection) ? '__Secure-' : ''}dukou_single_sign_on`;
const signInPage = '/sign-in';
const securityPage = '/settings/security';

export const singleSignOnPaths = { start: '/sign-in/start', callback: '/sign-in/callback' } as const;

/** Sends a browser to the organisation's provider, and takes it when it comes back. */
export async function serveSingleSignOn(
  core: Core,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('cache-control', 'no-store');
  response.setHeader('referrer-policy', 'no-referrer');
  const url = URL.parse(request.url ?? '/', 'http://localhost');
  if (!url || request.method !== 'GET') {
    response.writeHead(405, { allow: 'GET' }).end();
    return;
  }
  const connection = connectionOf(request, core.environment.trustProxy);
  const isStart = url.pathname === singleSignOnPaths.start;
  await (isStart ? start : callback)(core, { request, response, url, connection });
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  connection: Connection;
}

async function start(core: Core, { request, response, url, connection }: Exchange): Promise<void> {
  const isLinking = url.searchParams.has('link');
  try {
    // The cookie of the sign-in comes from our own pages only: nobody else's page can make an agent link an account.
    const actor = isLinking ? await actorBehind(core, credentialsOf(request, connection)) : undefined;
    if (isLinking && actor?.kind !== 'agent') throw new NotSignedInError();
    const { url: away, sealed } = await beginSingleSignOn(core, {
      redirectUri: `${connection.ownOrigin}${singleSignOnPaths.callback}`,
      next: isLinking ? securityPage : url.searchParams.get('next'),
      linking: actor?.kind === 'agent' ? actor : undefined,
      address: connection.address,
    });
    keep(response, connection, sealed);
    redirect(response, away);
  } catch (error) {
    redirect(response, problemPage(core, error, { isLinking, address: connection.address }));
  }
}

async function callback(core: Core, { request, response, url, connection }: Exchange): Promise<void> {
  let isLinking = false;
  try {
    const journey = await openJourney(core, cookieValue(request.headers.cookie, cookieName(connection)));
    isLinking = journey.linking !== undefined;
    const signedIn = await finishSingleSignOn(core, journey, url.search, connection);
    if (signedIn) response.appendHeader('set-cookie', signInCookie(signedIn.token, isSecure(connection)));
    keep(response, connection, undefined);
    redirect(response, isLinking ? `${securityPage}?linked` : journey.next);
  } catch (error) {
    keep(response, connection, undefined);
    redirect(response, problemPage(core, error, { isLinking, address: connection.address }));
  }
}

function credentialsOf({ headers }: IncomingMessage, connection: Connection) {
  return { authorization: undefined, cookie: headers.cookie, isSecure: isSecure(connection) };
}

/** Lax, unlike the sign-in's: it must come back with a navigation that the provider's page begins. */
function keep(response: ServerResponse, connection: Connection, sealed: string | undefined): void {
  const attributes = [
    `${cookieName(connection)}=${sealed ?? ''}`,
    'Path=/sign-in',
    'HttpOnly',
    'SameSite=Lax',
    `Max-Age=${sealed ? journeySeconds : 0}`,
    ...(isSecure(connection) ? ['Secure'] : []),
  ];
  response.appendHeader('set-cookie', attributes.join('; '));
}

/** The page that says in words what went wrong. */
function problemPage(
  core: Core,
  error: unknown,
  { isLinking, address }: { isLinking: boolean; address: string },
): string {
  if (error instanceof DomainError) noteRefused(core, { code: error.code, address });
  else core.log.error({ err: error }, 'a single sign-on failed unexpectedly');
  const code = error instanceof DomainError ? error.code : 'INTERNAL_SERVER_ERROR';
  return `${isLinking ? securityPage : signInPage}?${new URLSearchParams({ problem: code })}`;
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location }).end();
}
