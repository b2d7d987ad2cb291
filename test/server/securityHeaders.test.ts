import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GraphqlClient } from '../support/graphqlClient.ts';
import { signInAs } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';

let server: Server;
let admin: GraphqlClient;
beforeAll(async () => {
  server = await startServer({ environment: { TRUST_PROXY: 'true' } });
  admin = await signInAs(server.url, 'admin');
});
afterAll(() => server.dispose());

const behindTls = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'chat.example' };
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, { headers, redirect: 'manual' });
const policyOf = (response: Response) => {
  const parts = (response.headers.get('content-security-policy') ?? '')
    .split(';')
    .map((part) => part.trim().split(/\s+/));
  return Object.fromEntries(parts.map(([name = '', ...sources]) => [name, sources]));
};

const html = { accept: 'text/html' };
const kinds: [what: string, ask: () => Promise<Response>][] = [
  ['the console', () => get('/')],
  ['a path of the console', () => get('/sessions')],
  ['a script of the console', () => get('/appearance.js')],
  ['the service worker', () => get('/service-worker.js')],
  ['the widget’s frame', () => get('/widget/frame?site=demo')],
  ['the widget’s preview', () => get('/widget/preview')],
  ['the loader', () => get('/widget.js')],
  ['the demo page', () => get('/demo')],
  ['the documentation', () => get('/docs')],
  ['GraphiQL', () => get('/graphql', { ...html, cookie: admin.cookies.header })],
  ['GraphiQL, refused', () => get('/graphql', html)],
  ['an operation', () => admin.post('{"query": "{ limits { overdueSeconds } }"}')],
  ['an operation that is none', () => admin.post('{')],
  ['a request of another site', () => get('/graphql?query={__typename}', { cookie: admin.cookies.header })],
  ['another method', () => fetch(`${server.url}/`, { method: 'DELETE' })],
  ['a preflight', () => fetch(`${server.url}/graphql`, { method: 'OPTIONS' })],
  ['a file that is not there', () => get('/attachments/x')],
  ['a page that is not there', () => get('/widget/nothing.js')],
  ['the way to single sign-on', () => get('/sign-in/start')],
  ['the answer to a balancer', () => get('/readyz')],
];

test.each(kinds)('%s says that it is what it is, and whose page may hold it', async (_what, ask) => {
  const { headers } = await ask();
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toMatch(/^(strict-origin-when-cross-origin|no-referrer)$/);
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-resource-policy')).toMatch(/^(same-origin|cross-origin)$/);
  expect(headers.get('permissions-policy')).toContain('camera=(), ');
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('server')).toBeNull();
  expect(headers.get('access-control-allow-origin')).toBeNull();
});

test.each(kinds)('no script that somebody wrote into %s is run', async (what, ask) => {
  const policy = policyOf(await ask());
  expect(policy['frame-ancestors'], what).toBeDefined();
  // GraphiQL’s own policy stands in its page, with the hash of its one script.
  if (what === 'GraphiQL') return;
  expect(policy['default-src']).toEqual(["'none'"]);
  expect(policy['base-uri']).toEqual(["'none'"]);
  const scripts = policy['script-src'] ?? [];
  expect(scripts.filter((source) => !/^('self'|'sha256-[\w+/]+=*')$/.test(source))).toEqual([]);
});

test('GraphiQL’s own script is the only one that its page runs', async () => {
  const page = await (await get('/graphql', { ...html, cookie: admin.cookies.header })).text();
  const [, policy = ''] = /<meta http-equiv="content-security-policy" content="([^"]+)"/.exec(page) ?? [];
  expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[\w+/]+=*' blob:; /);
  expect(policy).not.toContain('unsafe-eval');
});

describe('behind TLS', () => {
  test('browsers are told to come by TLS only, and else they are not', async () => {
    for (const path of ['/', '/docs', '/healthz'])
      expect((await get(path, behindTls)).headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect((await get('/')).headers.get('strict-transport-security')).toBeNull();
  });

  test('the sign-in’s cookie is bound to this host and to TLS, and one that another host set is none', async () => {
    const body = JSON.stringify({
      query: 'mutation { signIn(input: { login: "lin", password: "dukou-demo" }) { __typename } }',
    });
    const headers = { ...behindTls, 'content-type': 'application/json', 'x-graphql-yoga-csrf': '1' };
    const answer = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body });
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      /^__Host-dukou_sign_in=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+; Secure$/,
    );
    const [pair = ''] = cookie.split(';');
    const whoAmI = async (sent: string) => {
      const asked = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { ...headers, cookie: sent },
        body: '{"query": "{ currentAgent { login } }"}',
      });
      return ((await asked.json()) as { data: { currentAgent: { login: string } | null } }).data.currentAgent
        ?.login;
    };
    expect(await whoAmI(pair)).toBe('lin');
    expect(await whoAmI(pair.replace('__Host-', ''))).toBeUndefined();
  });
});
