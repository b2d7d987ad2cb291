import type { IncomingMessage, ServerResponse } from 'node:http';

/** An operation with the longest message and plenty of room around it. */
const maxBodyBytes = 256 * 1024;

/**
 * Whether a request's body is small enough to be read. A body must say its length in advance, and HTTP itself then
 * cuts it there. Otherwise answers the request: 411 or 413.
 */
export function isBodyAcceptable(request: IncomingMessage, response: ServerResponse): boolean {
  const length = request.headers['content-length'];
  if (request.headers['transfer-encoding'] !== undefined) return refuse(response, 411, 'Length required');
  if (length !== undefined && Number(length) > maxBodyBytes)
    return refuse(response, 413, 'The body is too large');
  return true;
}

function refuse(response: ServerResponse, status: number, message: string): false {
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BODY_REFUSED' } }] });
  // The connection closes, so that nobody has to read the rest.
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(body);
  return false;
}
