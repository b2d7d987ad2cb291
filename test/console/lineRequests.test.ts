import type { Client, Sink } from 'graphql-ws';
import { describe, expect, it } from 'vitest';
import { RequestFailure } from '#lib/connection/api.ts';
import type { Operation } from '#lib/connection/operation.ts';
import { LineRequests } from '#lib/connection/lineRequests.ts';

const operation: Operation<object, Record<string, never>> = { name: 'Test', id: 'test' };

/** A line that a test answers by hand. */
function buildLine() {
  const sinks: Sink[] = [];
  let closed = 0;
  const client = {
    subscribe: (_payload: unknown, sink: Sink) => {
      sinks.push(sink);
      return () => closed++;
    },
  } as unknown as Client;
  return { requests: new LineRequests(client), sinks, closedCount: () => closed };
}
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error instanceof RequestFailure ? error.code : error),
  );

describe('requests over the line', () => {
  it('answer with the first result', async () => {
    const { requests, sinks } = buildLine();
    requests.markOpen();
    const answer = requests.mutate(operation, {});
    sinks[0]?.next({ data: { test: 1 } });
    sinks[0]?.complete();
    expect(await answer).toEqual({ test: 1 });
  });

  it('fail at once while there is no line', async () => {
    const { requests, sinks } = buildLine();
    expect(await codeOf(requests.mutate(operation, {}))).toBe('NETWORK');
    expect(sinks).toHaveLength(0);
  });

  it('fail the moment that the line breaks, and are not sent again behind the caller’s back', async () => {
    const { requests, closedCount } = buildLine();
    requests.markOpen();
    const answer = codeOf(requests.mutate(operation, {}));
    requests.markLost();
    expect(await answer).toBe('NETWORK');
    expect(closedCount()).toBe(1);
    expect(await codeOf(requests.mutate(operation, {}))).toBe('NETWORK');
  });

  it('tell what the API says of an error', async () => {
    const { requests, sinks } = buildLine();
    requests.markOpen();
    const answer = codeOf(requests.mutate(operation, {}));
    sinks[0]?.next({ errors: [{ message: 'no', extensions: { code: 'NOT_SIGNED_IN' } }] as never });
    expect(await answer).toBe('NOT_SIGNED_IN');
  });
});
