import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { TryLaterError } from '../core/errors.ts';

/** How it is put over HTTP that somebody is to come again. */
export function tryLaterAnswer({ code, message, retryAfterSeconds }: TryLaterError) {
  return {
    headers: { 'retry-after': String(retryAfterSeconds) },
    body: JSON.stringify({ errors: [{ message, extensions: { code, retryAfterSeconds } }] }),
  };
}

/** Answers a request with it. */
export function answerTryLater(
  { accept }: IncomingHttpHeaders,
  response: ServerResponse,
  status: 429 | 503,
  error: TryLaterError,
): void {
  const { headers, body } = tryLaterAnswer(error);
  const media = 'application/graphql-response+json';
  const type = accept?.includes(media) ? media : 'application/json';
  response.writeHead(status, { ...headers, 'content-type': type }).end(body);
}
