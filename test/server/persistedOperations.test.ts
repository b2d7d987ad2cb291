import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { MakeApiTokenDocument } from '../support/gql/generated.ts';
import { GraphqlClient } from '../support/graphqlClient.ts';
import { expectAnswer, signInAs } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';

let open: Server;
let strict: Server;
beforeAll(async () => {
  open = await startServer();
  strict = await startServer({ environment: { ARBITRARY_OPERATIONS: 'programs' } });
});
afterAll(async () => {
  await open.dispose();
  await strict.dispose();
});

/** What the build has written down of a client's operations. */
async function manifestOf(path: string): Promise<[id: string, text: string][]> {
  const file = await readFile(join(import.meta.dirname, '../..', path), 'utf8');
  return Object.entries(JSON.parse(file) as Record<string, string>);
}
const console = await manifestOf('console/src/lib/gql/operations.json');
const widget = await manifestOf('widget/src/gql/operations.json');
const idOf = (name: string) =>
  [...console, ...widget].find(([, text]) => text.includes(` ${name} {`))?.[0] ?? '';
const byId = (documentId: string) => ({ documentId });
const ask = async (client: GraphqlClient, body: object) => {
  const response = await client.post(JSON.stringify(body));
  return { status: response.status, ...((await response.json()) as { data?: unknown; errors?: unknown }) };
};
const codeIn = ({ errors }: { errors?: unknown }) =>
  (errors as { extensions?: { code?: string } }[] | undefined)?.[0]?.extensions?.code;

/** One answer over WebSocket, or the errors in place of it. */
async function askOverSocket(url: string, payload: object): Promise<unknown> {
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  try {
    return await new Promise((resolve) => {
      client.subscribe(
        { query: '', ...payload },
        { next: resolve, error: resolve, complete: () => undefined },
      );
    });
  } finally {
    await client.dispose();
  }
}

test('every operation of our own clients is known by the beginning of its text’s SHA-256', () => {
  expect([console.length > 50, widget.length > 5]).toEqual([true, true]);
  for (const [id, text] of [...console, ...widget])
    expect(createHash('sha256').update(text).digest('hex').slice(0, 16)).toBe(id);
});

test('the id of an operation stands for its text, over HTTP and WebSocket', async () => {
  const stranger = new GraphqlClient(open.url);
  const limits = idOf('Limits');
  expect(await ask(stranger, byId(limits))).toMatchObject({ status: 200, data: { limits: {} } });
  expect(await askOverSocket(open.url, byId(limits))).toMatchObject({ data: { limits: {} } });
});

test('who sends an id that is not known is asked for the text', async () => {
  const unknown = byId('0'.repeat(16));
  expect(codeIn(await ask(new GraphqlClient(open.url), unknown))).toBe('PERSISTED_QUERY_NOT_FOUND');
  const errors = await askOverSocket(open.url, unknown);
  expect(codeIn({ errors })).toBe('PERSISTED_QUERY_NOT_FOUND');
});

test('neither text nor id is no operation', async () => {
  const answer = await ask(new GraphqlClient(open.url), {});
  expect(answer.status).toBe(400);
});

test('where only programs may ask as they like, others are answered our own clients’ operations only', async () => {
  const query = '{ limits { messageMaxLength } }';
  const stranger = new GraphqlClient(strict.url);
  expect(await ask(stranger, { query })).toMatchObject({ status: 403 });
  expect(codeIn({ errors: await askOverSocket(strict.url, { query }) })).toBe('OPERATION_NOT_ALLOWED');
  const [, own = ''] = widget.find(([, text]) => text.includes(' Limits {')) ?? [];
  expect(await ask(stranger, { query: own })).toMatchObject({ data: { limits: {} } });
  expect(await ask(stranger, byId(idOf('Limits')))).toMatchObject({ data: { limits: {} } });
  expect(await ask(new GraphqlClient(open.url), { query })).toMatchObject({ data: { limits: {} } });

  const signIn = console.find(([, text]) => text.startsWith('mutation SignIn'))?.[0] ?? '';
  const admin = new GraphqlClient(strict.url, { origin: strict.url });
  const input = { login: 'admin', password: 'dukou-demo' };
  await ask(admin, { ...byId(signIn), variables: { input } });
  expect(await ask(admin, { query })).toMatchObject({ data: { limits: {} } });
  const made = await admin.execute(MakeApiTokenDocument, {
    input: { name: 'CRM', scopes: ['SEE_OWN_SESSIONS'] },
  });
  const { secret } = expectAnswer(made.createApiToken, 'CreatedApiToken');
  const program = new GraphqlClient(strict.url, { authorization: `Bearer ${secret}` });
  expect(await ask(program, { query })).toMatchObject({ data: { limits: {} } });
  const lin = await signInAs(open.url, 'lin');
  expect(await ask(lin, { query })).toMatchObject({ data: { limits: {} } });
});
