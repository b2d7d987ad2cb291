import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Actor } from '../core/actor.ts';
import { mostMegabytes } from '../attachment/attachmentRules.ts';

/** An operation with the longest message and plenty of room around it. */
const maxBodyBytes = 256 * 1024;
/** What brings a file beside its operation; what is a little too large is read, so that a typed error can say so. */
export const maxUploadBytes = mostMegabytes * 1024 * 1024 + 128 * 1024;

/**
 * Whether a request's body may be small enough to be read. A body must say its length in advance, and HTTP itself then
 * cuts it there. Otherwise answers the request: 411 or 413.
 */
export function isBodyAcceptable(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.headers['transfer-encoding'] !== undefined) return refuse(response, 411, 'Length required');
  const most = isMultipart(request) ? maxUploadBytes : maxBodyBytes;
  return lengthOf(request) <= most || refuse(response, 413, 'The body is too large');
}

/** Whether a large body may be read from this actor: those who can upload nothing shall not make us read it. */
export function isLargeBodyAcceptable(
  request: IncomingMessage,
  response: ServerResponse,
  actor: Actor,
): boolean {
  const isWelcome = lengthOf(request) <= maxBodyBytes || actor.kind !== 'anonymous';
  return isWelcome || refuse(response, 413, 'The body is too large');
}

/** How a request is refused whose body was not read: Node reads and drops a small one, so that its sender reads the answer. */
export function headersOfRefusal(request: IncomingMessage): { connection?: 'close' } {
  const isSmall = request.headers['transfer-encoding'] === undefined && lengthOf(request) <= maxBodyBytes;
  return isSmall ? {} : { connection: 'close' };
}

function isMultipart({ headers }: IncomingMessage): boolean {
  return /^multipart\/form-data\s*;/i.test(headers['content-type'] ?? '');
}

function lengthOf({ headers }: IncomingMessage): number {
  return Number(headers['content-length'] ?? 0);
}

function refuse(response: ServerResponse, status: number, message: string): false {
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BODY_REFUSED' } }] });
  // The connection closes, so that nobody has to read the rest.
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(body);
  return false;
}
