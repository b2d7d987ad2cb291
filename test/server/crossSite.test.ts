import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInAs, signInToken } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';

let server: Server;
let cookie: string;
let authorization: string;
beforeAll(async () => {
  server = await startServer();
  cookie = (await signInAs(server.url, 'lin')).cookies.header;
  authorization = `Bearer ${await signInToken(server.url, 'lin')}`;
});
afterAll(() => server.dispose());

const whoAmI = '{ currentAgent { login } }';
const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** Sends as a browser or program would; `login` is that of whom the server takes the sender for. */
async function ask(headers: Record<string, string>, method: 'GET' | 'POST' = 'POST') {
  const isForm = headers['content-type'] === form['content-type'];
  const body = isForm ? new URLSearchParams({ query: whoAmI }).toString() : JSON.stringify({ query: whoAmI });
  const answer = await (method === 'GET'
    ? fetch(`${server.url}/graphql?query=${encodeURIComponent(whoAmI)}`, { headers })
    : fetch(`${server.url}/graphql`, { method, headers, body }));
  const text = await answer.text();
  const { data, errors } = JSON.parse(text.startsWith('{') ? text : '{}') as {
    data?: { currentAgent: { login: string } | null };
    errors?: { extensions?: { code?: string } }[];
  };
  return { status: answer.status, login: data?.currentAgent?.login, code: errors?.[0]?.extensions?.code };
}

const refused = { status: 403, code: 'CROSS_SITE_REQUEST', login: undefined };

test('the cookie counts with our own header, and for pages of our own origin', async () => {
  expect(await ask({ ...json, cookie, 'x-graphql-yoga-csrf': '1' })).toMatchObject({ login: 'lin' });
  expect(await ask({ ...json, cookie, 'sec-fetch-site': 'same-origin' })).toMatchObject({ login: 'lin' });
  expect(await ask({ cookie, 'sec-fetch-site': 'same-origin' }, 'GET')).toMatchObject({ login: 'lin' });
});

test.each([
  ['JSON', 'POST', { ...json }],
  ['an empty header', 'POST', { ...json, 'x-graphql-yoga-csrf': '' }],
  ['a form', 'POST', { ...form }],
  ['a form of another site', 'POST', { ...form, 'sec-fetch-site': 'cross-site' }],
  ['JSON of another site', 'POST', { ...json, 'sec-fetch-site': 'cross-site' }],
  ['a page beside ours', 'POST', { ...json, 'sec-fetch-site': 'same-site' }],
  ['a form that somebody is said to have typed', 'POST', { ...form, 'sec-fetch-site': 'none' }],
  ['an image', 'GET', { accept: 'image/*', 'sec-fetch-site': 'cross-site' }],
  ['a script', 'GET', { accept: '*/*' }],
] as const)(
  'the cookie is refused with %s (%s) that shows no page of ours',
  async (_what, method, headers) => {
    expect(await ask({ ...headers, cookie }, method)).toEqual(refused);
  },
);

test('what a form can send is refused without a cookie too: it could sign somebody in as somebody else', async () => {
  expect(await ask({ ...form })).toEqual(refused);
  expect(await ask({ 'content-type': 'text/plain; charset=utf-8' })).toEqual(refused);
  expect(await ask({ 'content-type': 'multipart/form-data; boundary=x' })).toEqual(refused);
});

test('programs need nothing beside their token, nor to ask what is open to everybody', async () => {
  expect(await ask({ ...json, authorization })).toMatchObject({ status: 200, login: 'lin' });
  expect(await ask({ ...form, authorization })).toMatchObject({ status: 200, login: 'lin' });
  expect(await ask({ authorization }, 'GET')).toMatchObject({ status: 200, login: 'lin' });
  expect(await ask({ ...json })).toMatchObject({ status: 200, code: undefined });
  expect(await ask({}, 'GET')).toMatchObject({ status: 200, code: undefined });
});

test('a wrong token beside a good cookie makes nobody', async () => {
  expect(await ask({ ...json, cookie, authorization: 'Bearer invented' })).toMatchObject({
    status: 200,
    login: undefined,
  });
});

test('no page may show GraphiQL in a frame', async () => {
  const page = await fetch(`${server.url}/graphql`, { headers: { accept: 'text/html' } });
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});
