import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Tracing } from '../../core/tracing.ts';

/** Places whose requests are worth a trace, by what is told of their addresses: these carry secrets and words. */
const routes: [address: RegExp, route: string][] = [
  [/^\/graphql(\?|$)/, '/graphql'],
  [/^\/attachments\//, '/attachments/{file}'],
];

/** Answers a request within a span of it, from its arrival until it is answered. */
export async function traceRequest(
  tracing: Tracing,
  request: IncomingMessage,
  response: ServerResponse,
  answer: () => Promise<void>,
): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const route = routes.find(([address]) => address.test(url))?.[1];
  if (route === undefined) return answer();
  const attributes = { 'http.request.method': method, 'http.route': route };
  const span = tracing.beginRequest(`${method} ${route}`, request.headers, attributes);
  response.once('close', () => {
    const { statusCode, writableFinished } = response;
    span.set({ 'http.response.status_code': statusCode });
    if (!writableFinished) span.end('aborted');
    else span.end(statusCode >= 500 ? String(statusCode) : undefined);
  });
  return tracing.within(span, answer);
}
