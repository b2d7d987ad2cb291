import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CurrentAgentDocument, SendMessageDocument } from '../support/gql/generated.ts';
import { GraphqlClient } from '../support/graphqlClient.ts';
import { enterAsVisitor, signInAs } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.dispose());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, { headers });
const introspection = JSON.stringify({ query: '{ __schema { queryType { name } } }' });
const codesOf = async (response: Response) => {
  const { errors = [] } = (await response.json()) as { errors?: { extensions?: { code?: string } }[] };
  return errors.map(({ extensions }) => extensions?.code);
};

describe('bad requests get a protocol’s answer and the process lives', () => {
  afterAll(async () => expect((await get('/readyz')).status).toBe(200));
  const post = (body: string, headers: Record<string, string> = {}) =>
    new GraphqlClient(server.url).post(body, headers);

  test('a body of 5 MB is refused before it is read', async () => {
    const big = JSON.stringify({ query: `{ limits { messageMaxLength } } #${'x'.repeat(5_000_000)}` });
    const status = await post(big).then(
      (response) => response.status,
      // The server may close while the client still sends.
      (error: { cause?: { code?: string } }) => error.cause?.code,
    );
    expect([413, 'EPIPE', 'ECONNRESET', 'UND_ERR_SOCKET']).toContain(status);
  });

  test.each([
    ['no JSON', '{"query": "{', 400],
    ['no query', '{}', 400],
    ['a malformed document', JSON.stringify({ query: '{ limits {' }), 400],
    ['an unknown field', JSON.stringify({ query: '{ secrets }' }), 400],
    ['a batch', JSON.stringify([{ query: '{ limits { overdueSeconds } }' }]), 400],
    ['an empty body', '', 400],
  ])('%s', async (_what, body, status) => {
    expect((await post(body)).status).toBe(status);
  });

  test('a cursor that is none is a typed error, with the id under which the log has the request', async () => {
    const { client, entry } = await enterAsVisitor(server.url);
    const answer = await client.post(
      JSON.stringify({
        query:
          'query($id: ID!) { session(id: $id) { ... on Session { messages(first: 1, after: "no cursor") { edges { cursor } } } } }',
        variables: { id: entry.session.id },
      }),
    );
    const { errors = [] } = (await answer.json()) as {
      errors?: { message: string; extensions: Record<string, string> }[];
    };
    expect(errors).toHaveLength(1);
    expect(JSON.stringify(errors)).not.toMatch(/prisma|stack|node_modules/i);
    expect(errors[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      requestId: answer.headers.get('x-request-id'),
    });
  });
});

test('a request that another site’s page could make without asking is refused', async () => {
  const agent = await signInAs(server.url, 'lin');
  const form = await agent.post('query={currentAgent{login}}', {
    'content-type': 'application/x-www-form-urlencoded',
    'x-graphql-yoga-csrf': '',
  });
  expect(form.status).not.toBe(200);
  const link = await get('/graphql?query={currentAgent{login}}', { cookie: agent.cookies.header });
  expect(link.status).toBe(403);
  const preflight = await fetch(`${server.url}/graphql`, {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  });
  expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
});

test('the sign-in cookie is out of reach of scripts and of other sites, and programs use its value as token', async () => {
  const client = new GraphqlClient(server.url);
  const answer = await client.post(
    JSON.stringify({
      query: 'mutation { signIn(input: { login: "lin", password: "dukou-demo" }) { __typename } }',
    }),
  );
  const cookie = answer.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Strict/);
  const token = /=([^;]+)/.exec(cookie)?.[1];
  const program = new GraphqlClient(server.url, { authorization: `Bearer ${token}` });
  expect((await program.execute(CurrentAgentDocument)).currentAgent?.login).toBe('lin');
  const liar = new GraphqlClient(server.url, { authorization: 'Bearer invented' });
  expect((await liar.execute(CurrentAgentDocument)).currentAgent).toBeNull();
});

test('only who may explore the API sees its schema and GraphiQL, whoever asked before', async () => {
  const admin = await signInAs(server.url, 'admin');
  const lin = await signInAs(server.url, 'lin');
  for (let round = 0; round < 2; round++) {
    expect(await codesOf(await admin.post(introspection))).toEqual([]);
    expect(await codesOf(await lin.post(introspection))).not.toEqual([]);
    expect(await codesOf(await new GraphqlClient(server.url).post(introspection))).not.toEqual([]);
  }
  const graphiql = await get('/graphql', { accept: 'text/html', cookie: admin.cookies.header });
  expect(await graphiql.text()).toContain('GraphiQL');
  const refused = await get('/graphql', { accept: 'text/html', cookie: lin.cookies.header });
  expect(await refused.text()).not.toContain('GraphiQL');
});

test('a visitor learns nothing that is for agents', async () => {
  const { client, entry } = await enterAsVisitor(server.url);
  for (const field of [
    'address',
    'userAgent',
    'department { name }',
    'visitor { note }',
    'visitor { sessionsCount }',
  ]) {
    const query = `query($id: ID!) { session(id: $id) { ... on Session { ${field} } } }`;
    const answer = await client.post(JSON.stringify({ query, variables: { id: entry.session.id } }));
    expect(await codesOf(answer), field).toEqual(['NOT_ALLOWED']);
  }
  const list = await client.post(JSON.stringify({ query: '{ sessions { totalCount } }' }));
  expect(await codesOf(list)).toEqual(['NOT_ALLOWED']);
});

test('a message that nobody signed in for is a typed error', async () => {
  const { entry } = await enterAsVisitor(server.url);
  const { sendMessage } = await new GraphqlClient(server.url).execute(SendMessageDocument, {
    input: { sessionId: entry.session.id, clientId: 'x', text: 'hello' },
  });
  expect(sendMessage).toMatchObject({ __typename: 'NotSignedInError', code: 'NOT_SIGNED_IN' });
});

test('subscriptions also stream over SSE', async () => {
  const { client, entry } = await enterAsVisitor(server.url);
  const response = await client.post(
    JSON.stringify({
      query:
        'subscription($id: ID!) { sessionEvents(sessionId: $id, after: 0) { ... on SessionChanged { session { id } } } }',
      variables: { id: entry.session.id },
    }),
    { accept: 'text/event-stream' },
  );
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.includes(entry.session.id)) break;
  }
  expect(text).toContain('event: next');
});

describe('static files', () => {
  test('the console answers under every path of it, is never cached itself and never framed', async () => {
    for (const path of ['/', '/sign-in', '/sessions/01a20286-131a-707e-92c6-880826409a3f']) {
      const page = await get(path);
      expect(page.status).toBe(200);
      expect(page.headers.get('cache-control')).toBe('no-cache');
      expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
    expect((await get('/missing.js')).status).toBe(404);
    expect(await (await get('/..%2f..%2fpackage.json')).text()).not.toContain('dependencies');
  });

  test('files whose names change with their content are kept for a year, compressed', async () => {
    const page = await (await get('/')).text();
    const script = /\/_app\/immutable\/[^"']+\.js/.exec(page)?.[0] ?? 'no script';
    const answer = await get(script, { 'accept-encoding': 'br' });
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-encoding')).toBe('br');
  });

  test('only pages of the site’s origins may frame the widget', async () => {
    const frame = await get('/widget/frame?site=demo');
    expect(frame.headers.get('content-type')).toContain('text/html');
    expect(frame.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
    expect((await get('/widget/frame?site=%00')).status).toBe(200);
  });

  test('the loader is there for pages of every origin', async () => {
    const loader = await get('/widget.js');
    expect(loader.headers.get('content-type')).toContain('javascript');
    expect(loader.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect((await get('/demo')).status).toBe(200);
  });
});
