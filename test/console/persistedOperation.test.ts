import type { Client, Sink, SubscribePayload } from 'graphql-ws';
import { afterEach, expect, test, vi } from 'vitest';
import { createApi } from '#lib/connection/api.ts';
import { LineRequests } from '#lib/connection/lineRequests.ts';
import { ColleagueListDocument, SendMessageDocument, TagsDocument } from '#lib/gql/generated.ts';

afterEach(() => vi.unstubAllGlobals());

interface Body {
  query?: string;
  documentId?: string;
}
const notKnown = { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } };

/** A server that knows no id, and what it was asked. */
function buildServer(data: object) {
  const bodies: Body[] = [];
  vi.stubGlobal('fetch', (_url: string, init: { body: string }) => {
    const body = JSON.parse(init.body) as Body;
    bodies.push(body);
    const answer = body.query ? { data } : { errors: [notKnown] };
    return Promise.resolve(
      new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } }),
    );
  });
  return { bodies, api: createApi({ url: 'https://chat.example/graphql' }) };
}

test('the console sends ids; a server that does not know one gets the text, and the text at once from then on', async () => {
  const { bodies, api } = buildServer({ tags: [] });
  expect(await api.query(TagsDocument, {})).toEqual({ tags: [] });
  expect(await api.query(TagsDocument, {})).toEqual({ tags: [] });
  expect(bodies.map(({ query }) => Boolean(query))).toEqual([false, true, true]);
  expect(bodies[0]?.documentId).toMatch(/^[0-9a-f]{16}$/);
  expect(bodies[1]?.query).toContain('__typename');
  expect(bodies[1]?.documentId).toBeUndefined();
});

test('over the line too', async () => {
  const sent: SubscribePayload[] = [];
  const subscribe = (payload: SubscribePayload, sink: Sink) => {
    sent.push(payload);
    queueMicrotask(() => {
      if (payload.query) sink.next({ data: { sendMessage: null } });
      else sink.error([notKnown]);
    });
    return () => undefined;
  };
  const requests = new LineRequests({ subscribe } as unknown as Client);
  requests.markOpen();
  const input = { sessionId: 's', clientId: 'c', text: 'x' };
  expect(await requests.mutate(SendMessageDocument, { input })).toEqual({ sendMessage: null });
  expect(sent.map(({ query }) => Boolean(query))).toEqual([false, true]);
});

test('another refusal is a refusal', async () => {
  vi.stubGlobal('fetch', () =>
    Promise.resolve(
      new Response(JSON.stringify({ errors: [{ message: 'x', extensions: { code: 'NOT_ALLOWED' } }] })),
    ),
  );
  const api = createApi({ url: 'https://chat.example/graphql' });
  await expect(api.query(ColleagueListDocument, {})).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
});
