import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GraphqlClient } from '../support/graphqlClient.ts';
import { enterAsVisitor, signInAs } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';

// The checks of graphql-cop, each as what it looks for and must not find. By its names: https://github.com/dolevf/graphql-cop

let server: Server;
let agent: GraphqlClient;
let visitor: GraphqlClient;
beforeAll(async () => {
  server = await startServer();
  agent = await signInAs(server.url, 'lin');
  visitor = (await enterAsVisitor(server.url)).client;
});
afterAll(() => server.dispose());

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions?: { code?: string; stacktrace?: unknown } }[];
  extensions?: object;
}

async function ask(
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; answer: Answer }> {
  const accept = 'application/graphql-response+json, application/json';
  const all = { 'content-type': 'application/json', accept, ...headers };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers: all, body: text });
  const said = await response.text();
  return { status: response.status, answer: said.startsWith('{') ? (JSON.parse(said) as Answer) : {} };
}
const signedIn = (): Record<string, string> => ({
  cookie: agent.cookies.header,
  'x-graphql-yoga-csrf': '1',
});
const get = (query: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`, { headers });
const codeOf = ({ answer }: { answer: Answer }) => answer.errors?.[0]?.extensions?.code;

describe('what could be asked too much of is refused before it is done', () => {
  test('alias overloading', async () => {
    const aliases = Array.from({ length: 101 }, (_, index) => `alias${index}: __typename`);
    const asked = await ask({ query: `query cop { ${aliases.join(' ')} }` });
    expect([asked.status, codeOf(asked)]).toEqual([400, 'QUERY_TOO_REPETITIVE']);
    expect(asked.answer).not.toHaveProperty('data');
  });

  test('array-based query batching', async () => {
    const asked = await ask(Array.from({ length: 10 }, () => ({ query: '{ __typename }' })));
    expect(asked.status).toBe(400);
    expect(asked.answer).not.toHaveProperty('data');
  });

  test('directive overloading', async () => {
    const asked = await ask({ query: `query cop { __typename ${'@aa'.repeat(10)} }` });
    expect(asked.status).toBe(400);
    // Not one error for each of them.
    expect(asked.answer.errors?.length).toBe(6);
    const many = await ask({ query: `query cop { __typename ${'@aa'.repeat(2_000)} }` });
    expect([many.status, many.answer.errors?.length]).toEqual([400, 6]);
  });

  test('field duplication', async () => {
    const asked = await ask({ query: `query cop { ${'__typename '.repeat(500)} }` });
    expect([asked.status, codeOf(asked)]).toEqual([400, 'QUERY_TOO_REPETITIVE']);
  });

  test('introspection in circles', async () => {
    const query =
      'query cop { __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }';
    for (const client of [await signInAs(server.url, 'admin'), agent]) {
      const answer = (await (await client.post(JSON.stringify({ query }))).json()) as Answer;
      expect(answer.errors?.length).toBeGreaterThan(0);
      expect(answer).not.toHaveProperty('data');
    }
  });
});

describe('what another site’s page could send does nothing', () => {
  test('mutations by GET', async () => {
    for (const headers of [{}, signedIn()]) {
      const response = await get('mutation { signOut { __typename } }', headers);
      expect(response.status).toBe(405);
    }
  });

  test('queries by GET with a cookie', async () => {
    expect((await get('{ currentAgent { login } }', { cookie: agent.cookies.header })).status).toBe(403);
  });

  test('requests that a form can send', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])
      expect((await ask('query=%7B__typename%7D', { 'content-type': type })).status).toBe(403);
  });
});

describe('who may not explore the API is not told what it looks like', () => {
  const people = (): Record<string, string>[] => [
    {},
    { authorization: visitor.authorization ?? '' },
    signedIn(),
  ];

  test('introspection', async () => {
    for (const headers of people())
      for (const query of [
        '{ __schema { types { name } } }',
        '{ __type(name: "Agent") { fields { name } } }',
      ]) {
        const { answer } = await ask({ query }, headers);
        expect(answer.errors?.length).toBeGreaterThan(0);
        expect(JSON.stringify(answer)).not.toMatch(/"(types|fields)":/);
      }
  });

  test('suggestions of names that are nearly right', async () => {
    const guesses: { query: string; variables?: object }[] = [
      { query: '{ limit { overdueSeconds } }' },
      { query: '{ limits { overdueSecond } }' },
      { query: '{ session(ids: "x") { __typename } }' },
      { query: '{ session(id: "x") { ... on Sesion { id } } }' },
      { query: 'mutation { signIn(input: { logins: "x", password: "x" }) { __typename } }' },
      { query: 'mutation { setStatus(input: { status: ONLIN }) { __typename } }' },
      { query: 'query ($a: SignInInputs!) { __typename }' },
      {
        query: 'mutation ($input: SetStatusInput!) { setStatus(input: $input) { __typename } }',
        variables: { input: { status: 'ONLIN', statu: 1 } },
      },
    ];
    for (const headers of people())
      for (const guess of guesses) {
        const { answer } = await ask(guess, headers);
        expect(answer.errors?.length, guess.query).toBeGreaterThan(0);
        expect(JSON.stringify(answer), guess.query).not.toContain('Did you mean');
      }
  });

  test('suggestions after somebody who may has asked the same', async () => {
    const admin = await signInAs(server.url, 'admin');
    const body = JSON.stringify({ query: '{ currentAgnt { login } }' });
    for (let round = 0; round < 2; round++) {
      expect(await (await admin.post(body)).text()).toContain('Did you mean');
      expect(await (await agent.post(body)).text()).not.toContain('Did you mean');
    }
  });

  test('GraphiQL', async () => {
    for (const path of ['/graphql', '/graphql/', '/graphiql', '/playground', '/console', '/altair']) {
      const page = await fetch(`${server.url}${path}`, { headers: { accept: 'text/html' } });
      expect(await page.text(), path).not.toMatch(/graphiql|playground|altair/i);
    }
  });
});

describe('nothing of the inside is told', () => {
  test('tracing and debugging', async () => {
    const { answer } = await ask({
      query: '{ limits { overdueSeconds } }',
      extensions: { tracing: true, debug: true },
    });
    expect(answer.data).toBeTruthy();
    expect(answer).not.toHaveProperty('extensions');
  });

  test('errors that nobody handled', async () => {
    for (const query of ['qwerty { abc }', '{ __typename', '{ session(id: 1) }', '']) {
      const { status, answer } = await ask({ query });
      expect(status, query).toBe(400);
      expect(JSON.stringify(answer), query).not.toMatch(/stack|exception|node_modules|at \w+ \(/);
    }
  });
});
