import type { IncomingMessage, ServerResponse } from 'node:http';
import { hasSignInCookie } from './credentials.ts';
import { headersOfRefusal } from './requestBody.ts';

/** The header by which our own pages say that they ask: another site's page cannot set it without being let. */
const ownPageHeader = 'x-graphql-yoga-csrf';
/** What a form of any page can send; with any other type the browser asks us first, and we let nobody (Fetch, 4.10). */
const formTypes = /^\s*(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i;

/**
 * Whether a request to the API may count as its sender's will. Refused with 403 is what another site's page could have
 * had a browser send in an agent's name: the cookie without a sign of our own pages, and whatever a form can send, which
 * could sign somebody in. What brings an Authorization was made by a program, for no page can add one unasked.
 */
export function isOwnWill(request: IncomingMessage, response: ServerResponse): boolean {
  const { headers } = request;
  if (headers.authorization !== undefined || headers[ownPageHeader] || isFromOwnPage(request)) return true;
  const isForm = request.method === 'POST' && formTypes.test(headers['content-type'] ?? 'text/plain');
  if (!isForm && (!hasSignInCookie(headers.cookie) || opensPage(request))) return true;
  const message = `This could have been sent by another site's page: add the header ${ownPageHeader}: 1.`;
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'CROSS_SITE_REQUEST' } }] });
  response.writeHead(403, { 'content-type': 'application/json', ...headersOfRefusal(request) }).end(body);
  return false;
}

/** What browsers say of the page that asks (Fetch Metadata); `none` is what somebody typed or bookmarked. */
function isFromOwnPage({ method, headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  return site === 'same-origin' || (site === 'none' && method === 'GET');
}

/** Whether somebody opens a page: it is shown to the person at the browser alone, and a GET changes nothing. */
export function opensPage({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.accept?.includes('text/html') === true;
}
