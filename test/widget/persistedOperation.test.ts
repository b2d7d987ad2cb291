import { afterEach, expect, test, vi } from 'vitest';
import { postOperation } from '../../widget/src/core/graphqlPost.ts';
import { RunningOperations, type ProtocolMessage } from '../../widget/src/core/runningOperations.ts';
import {
  LimitsDocument,
  SendMessageDocument,
  SessionEventsDocument,
} from '../../widget/src/gql/generated.ts';

afterEach(() => vi.unstubAllGlobals());

const notKnown = { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } };
const queryOf = ({ payload }: ProtocolMessage) => (payload as { query: string }).query;

test('the widget sends ids; a server that does not know one gets the text, and the text at once from then on', async () => {
  const bodies: { query: string; documentId?: string }[] = [];
  vi.stubGlobal('fetch', (_url: string, init: { body: string }) => {
    const body = JSON.parse(init.body) as (typeof bodies)[number];
    bodies.push(body);
    return Promise.resolve(Response.json(body.query ? { data: { limits: {} } } : { errors: [notKnown] }));
  });
  for (let turn = 0; turn < 2; turn++)
    expect(await postOperation('/graphql', LimitsDocument, {})).toEqual({ limits: {} });
  expect(bodies.map(({ query }) => query !== '')).toEqual([false, true, true]);
  expect(bodies[0]?.documentId).toMatch(/^[0-9a-f]{16}$/);
});

test('over its WebSocket too, for what is done once and for what is followed', async () => {
  const sent: ProtocolMessage[] = [];
  const operations = new RunningOperations((message) => sent.push(message) > 0);
  const input = { sessionId: 's', clientId: 'c', text: 'x' };
  const answer = operations.execute(SendMessageDocument, { input });
  operations.receive({ type: 'error', id: '1', payload: [notKnown] });
  await vi.waitFor(() => expect(sent).toHaveLength(2));
  operations.receive({ type: 'next', id: '1', payload: { data: { sendMessage: null } } });
  expect(await answer).toEqual({ sendMessage: null });
  const [results, onEnd] = [[] as unknown[], vi.fn()];
  const variables = { sessionId: 's', after: 0 };
  operations.subscribe(SessionEventsDocument, variables, (result) => results.push(result), onEnd);
  operations.receive({ type: 'error', id: '2', payload: [notKnown] });
  await vi.waitFor(() => expect(sent).toHaveLength(4));
  operations.receive({ type: 'next', id: '2', payload: { data: { sessionEvents: 1 } } });
  expect([results, onEnd.mock.calls]).toEqual([[{ sessionEvents: 1 }], []]);
  expect(sent.map((message) => queryOf(message) !== '')).toEqual([false, true, false, true]);
});
