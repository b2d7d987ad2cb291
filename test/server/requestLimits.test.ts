import { afterAll, beforeAll, expect, test } from 'vitest';
import { CurrentAgentDocument, MakeApiTokenDocument } from '../support/gql/generated.ts';
import { GraphqlClient } from '../support/graphqlClient.ts';
import { enterAsVisitor, expectAnswer, signInAs } from '../support/people.ts';
import { rawSocket } from '../support/rawSocket.ts';
import { type Server, startServer } from '../support/server.ts';

let server: Server;
let admin: GraphqlClient;
beforeAll(async () => {
  server = await startServer({ environment: { API_REQUESTS_PER_MINUTE: '10', ENTRIES_PER_MINUTE: '5' } });
  admin = await signInAs(server.url, 'admin');
});
afterAll(() => server.dispose());

async function makeProgram(): Promise<GraphqlClient> {
  const { createApiToken } = await admin.execute(MakeApiTokenDocument, {
    input: { name: 'CRM', scopes: ['SEE_OWN_SESSIONS', 'SEE_ALL_SESSIONS'] },
  });
  const { secret } = expectAnswer(createApiToken, 'CreatedApiToken');
  return new GraphqlClient(server.url, { authorization: `Bearer ${secret}` });
}
const whoAmI = JSON.stringify({ query: '{ currentAgent { login } }' });

test('a token has so many requests in a minute; each answer says how many are left', async () => {
  const program = await makeProgram();
  for (let left = 9; left >= 0; left--) {
    const { status, headers } = await program.post(whoAmI);
    expect(status).toBe(200);
    expect(headers.get('ratelimit-policy')).toBe('"token";q=10;w=60');
    expect(headers.get('ratelimit')).toMatch(new RegExp(`^"token";r=${left};t=([1-5]?\\d|60)$`));
  }
  const refused = await program.post(whoAmI);
  expect(refused.status).toBe(429);
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({
    errors: [{ extensions: { code: 'TOO_MANY_ATTEMPTS', retryAfterSeconds: seconds } }],
  });
  // Another token has its own.
  expect((await (await makeProgram()).post(whoAmI)).status).toBe(200);
});

test('over WebSocket each operation counts, and the one that is too many gets the error', async () => {
  const program = await makeProgram();
  const ask = () => program.subscribe(CurrentAgentDocument, {});
  for (let turn = 0; turn < 10; turn++) expect(await ask().ended).toBeUndefined();
  expect(JSON.stringify(await ask().ended)).toContain('TOO_MANY_ATTEMPTS');
  await program.close();
});

test('an operation that is not known counts like any other', async () => {
  const { authorization = '' } = await makeProgram();
  const { say, heard, socket } = await rawSocket(server.url, { headers: { authorization } });
  say({ type: 'connection_init' });
  await heard('connection_ack');
  for (let turn = 1; turn <= 11; turn++) {
    say({ id: `${turn}`, type: 'subscribe', payload: { query: '', documentId: 'nobody knows it' } });
    const code = turn <= 10 ? 'PERSISTED_QUERY_NOT_FOUND' : 'TOO_MANY_ATTEMPTS';
    expect((await heard('error', `${turn}`)).payload).toMatchObject([{ extensions: { code } }]);
  }
  socket.close();
});

test('a dear operation counts as several requests', async () => {
  const program = await makeProgram();
  const query =
    '{ sessions(first: 200) { edges { node { messages(first: 50) { edges { node { id } } } } } } }';
  const { headers } = await program.post(JSON.stringify({ query }));
  expect(headers.get('ratelimit')).toContain('r=5;');
  const refused = await program.post(JSON.stringify({ query: `query { ${'a'}: ${query.slice(2)}` }));
  const again = await program.post(JSON.stringify({ query }));
  expect([refused.status, again.status].at(-1)).toBe(429);
  expect(again.headers.get('retry-after')).not.toBeNull();
});

test('strangers are counted by address, people who are signed in and visitors are not slowed by that', async () => {
  const { client: visitor } = await enterAsVisitor(server.url);
  const stranger = new GraphqlClient(server.url);
  const statuses = new Set<number>();
  for (let turn = 0; turn < 30; turn++) statuses.add((await stranger.post(whoAmI)).status);
  expect([...statuses]).toEqual([200, 429]);
  for (const somebody of [admin, visitor]) {
    for (let turn = 0; turn < 30; turn++) expect((await somebody.post(whoAmI)).status).toBe(200);
  }
});
