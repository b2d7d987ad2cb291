import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  CurrentAgentDocument,
  EndApiTokenDocument,
  MakeApiTokenDocument,
  SessionListEventsDocument,
  SignOutDocument,
  type CreateApiTokenInput,
} from '../support/gql/generated.ts';
import { GraphqlClient } from '../support/graphqlClient.ts';
import { expectAnswer, signInAs } from '../support/people.ts';
import { rawSocket } from '../support/rawSocket.ts';
import { type Server, startServer } from '../support/server.ts';

let server: Server;
let other: Server;
let admin: GraphqlClient;
// Where a server's database is there to share, tokens are revoked in another process than the one that is used.
beforeAll(async () => {
  server = await startServer();
  const { DATABASE_URL, REDIS_URL } = process.env;
  other = DATABASE_URL && REDIS_URL ? await startServer({ beside: server }) : server;
  admin = await signInAs(other.url, 'admin');
});
afterAll(async () => {
  if (other !== server) await other.dispose();
  await server.dispose();
});

async function makeToken(input: Partial<CreateApiTokenInput> = {}) {
  const { createApiToken } = await admin.execute(MakeApiTokenDocument, {
    input: { name: 'CRM', scopes: ['SEE_OWN_SESSIONS', 'SEE_ALL_SESSIONS'], ...input },
  });
  const { secret, apiToken } = expectAnswer(createApiToken, 'CreatedApiToken');
  const program = new GraphqlClient(server.url, { authorization: `Bearer ${secret}` });
  return { program, secret, id: apiToken.id };
}
const revoke = async (apiTokenId: string) => {
  const { revokeApiToken } = await admin.execute(EndApiTokenDocument, { input: { apiTokenId } });
  expect(expectAnswer(revokeApiToken, 'ApiToken').state).toBe('REVOKED');
};

/** A stream over SSE. `first` resolves with its first event, `ended` when the server has closed it. */
async function eventStream(authorization: string) {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization },
    body: JSON.stringify({ query: 'subscription { sessionListEvents { __typename } }' }),
  });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = '';
  const until = async (wanted: string | undefined) => {
    while (wanted === undefined || !text.includes(wanted)) {
      const { value, done } = await reader.read();
      if (done) return text;
      text += decoder.decode(value, { stream: true });
    }
    return text;
  };
  return { first: await until('StreamStarted'), ended: () => until(undefined) };
}

/** How long something takes, in milliseconds. */
async function duration(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work;
  return performance.now() - start;
}

test('a token is good over HTTP, WebSocket and SSE, until it is revoked: within a second then, everywhere', async () => {
  const { program, secret, id } = await makeToken();
  const { currentAgent } = await program.execute(CurrentAgentDocument);
  expect(currentAgent?.login).toBe('admin');
  const list = program.subscribe(SessionListEventsDocument, {});
  await list.next(({ sessionListEvents }) => sessionListEvents.__typename === 'StreamStarted');
  const sse = await eventStream(`Bearer ${secret}`);
  await revoke(id);
  expect(await duration(Promise.all([program.closed, sse.ended()]))).toBeLessThan(1000);
  expect(await program.closed).toMatchObject({ code: 4403 });
  expect((await program.execute(CurrentAgentDocument)).currentAgent).toBeNull();
});

test('connections of a token close when it expires', async () => {
  const { program, secret } = await makeToken({ expiresAt: new Date(Date.now() + 2_000).toISOString() });
  const list = program.subscribe(SessionListEventsDocument, {});
  await list.next(({ sessionListEvents }) => sessionListEvents.__typename === 'StreamStarted');
  const sse = await eventStream(`Bearer ${secret}`);
  expect(await duration(Promise.all([program.closed, sse.ended()]))).toBeLessThan(3000);
  expect(await program.closed).toMatchObject({ code: 4403 });
});

test('a program that is connected for an agent does not make the agent be there', async () => {
  const wang = await signInAs(server.url, 'wang');
  const { currentAgent } = await wang.execute(CurrentAgentDocument);
  await wang.execute(SignOutDocument);
  const { program } = await makeToken({ agentId: currentAgent?.id ?? null });
  const list = program.subscribe(SessionListEventsDocument, {});
  await list.next(({ sessionListEvents }) => sessionListEvents.__typename === 'StreamStarted');
  const answer = await program.post(JSON.stringify({ query: '{ currentAgent { login status } }' }));
  expect(await answer.json()).toEqual({ data: { currentAgent: { login: 'wang', status: 'OFFLINE' } } });
  await program.close();
});

test('a token that names a role to look as is narrowed to it, over HTTP and over WebSocket', async () => {
  const { secret } = await makeToken();
  const query = '{ currentRights { permissions } }';
  const authorization = `Bearer ${secret}`;
  const asRole = { 'x-dukou-as-role': randomUUID() };
  const none = { data: { currentRights: { permissions: [] } } };
  const program = new GraphqlClient(server.url, { authorization });
  expect(await (await program.post(JSON.stringify({ query }), asRole)).json()).toEqual(none);
  const { say, heard, socket } = await rawSocket(server.url);
  say({ type: 'connection_init', payload: { authorization, ...asRole } });
  await heard('connection_ack');
  say({ id: '1', type: 'subscribe', payload: { query } });
  expect((await heard('next', '1')).payload).toEqual(none);
  socket.close();
});

test('a token counts as Authorization only: neither in the address nor as a cookie', async () => {
  const { secret } = await makeToken();
  const body = JSON.stringify({ query: '{ currentAgent { login } }' });
  const ask = async (search: string, headers: Record<string, string>) => {
    const all = { 'content-type': 'application/json', ...headers };
    const response = await fetch(`${server.url}/graphql${search}`, { method: 'POST', headers: all, body });
    return ((await response.json()) as { data: { currentAgent: unknown } }).data.currentAgent;
  };
  expect(await ask('', { authorization: `Bearer ${secret}` })).toEqual({ login: 'admin' });
  expect(
    await ask(`?token=${secret}&access_token=${secret}&authorization=Bearer%20${secret}`, {}),
  ).toBeNull();
  const cookie = { cookie: `dukou_sign_in=${secret}`, 'x-graphql-yoga-csrf': '1' };
  expect(await ask('', cookie)).toBeNull();
});
