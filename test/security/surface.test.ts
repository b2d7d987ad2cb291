import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPassword, signInAs } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.dispose());

/** Sends bytes as they are. @returns all that came until the other side closed */
function exchange(bytes: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setTimeout(5_000, () => socket.destroy(new Error(`nothing closed: ${answer}`)));
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

const statusesIn = (answer: string) =>
  [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status);

test.each(['/', '/graphql', '/widget.js', '/docs', '/attachments/x', '/sign-in/start', '/healthz'])(
  'TRACE and other methods that nobody serves are refused: %s',
  async (path) => {
    for (const method of ['TRACE', 'PROPFIND', 'DELETE']) {
      const answer = await exchange(
        `${method} ${path} HTTP/1.1\r\nhost: x\r\nx-secret: told-to-nobody\r\nconnection: close\r\n\r\n`,
      );
      expect(['403', '404', '405', '501'], `${method} ${path}`).toContain(statusesIn(answer)[0]);
      expect(answer).not.toContain('told-to-nobody');
    }
  },
);

test.each([
  ['by length and in chunks', 'content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['in chunks alone', 'transfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['by two lengths', 'content-length: 4\r\ncontent-length: 40\r\n\r\n{}{}'],
  ['in a coding that nobody knows', 'transfer-encoding: identity, xchunked\r\n\r\n0\r\n\r\n'],
])(
  'a request whose length is told in two ways is refused, and its connection closed: %s',
  async (_how, rest) => {
    const hidden = 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n';
    const head = 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
    const statuses = statusesIn(await exchange(`${head}${rest}${hidden}`));
    expect(statuses).toHaveLength(1);
    expect(['400', '411']).toContain(statuses[0]);
  },
);

test.each([
  '/.git/config',
  '/.env',
  '/..%2f..%2fpackage.json',
  '/%2e%2e/%2e%2e/package.json',
  '/package.json',
  '/api/main.ts',
  '/widget/..%2f..%2fapi/main.ts',
  '/assets/',
  '/widget/assets/',
  '/_app/immutable/',
])('no folder is listed, and nothing beside the built files is served: %s', async (path) => {
  const answer = await exchange(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
  // What is no file of the console is its page, which says itself that there is nothing.
  const isConsole = answer.includes('text/html') && answer.includes('/_app/immutable/');
  expect(isConsole || statusesIn(answer)[0] === '404', answer.slice(0, 200)).toBe(true);
  expect(answer).not.toMatch(/repositoryformatversion|"dependencies"|buildApp|Index of/);
});

test('a forwarded address that the sender made up is not believed', async () => {
  const client = await signInAs(server.url, 'lin');
  const body = JSON.stringify({
    query: 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }',
    variables: { input: { login: 'lin', password: demoPassword } },
  });
  await fetch(`${server.url}/graphql`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-graphql-yoga-csrf': '1',
      'x-forwarded-for': '198.51.100.1',
      'x-real-ip': '198.51.100.2',
      forwarded: 'for=198.51.100.3',
    },
  });
  const answer = await client.post(JSON.stringify({ query: '{ signIns { address } }' }));
  const { data } = (await answer.json()) as { data: { signIns: { address: string }[] } };
  expect(data.signIns).toHaveLength(2);
  for (const { address } of data.signIns) expect(address).toMatch(/^(127\.0\.0\.1|::1)$/);
});
