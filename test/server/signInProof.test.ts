import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInLifetimeMs } from '../../api/agent/signInRules.ts';
import { CurrentAgentDocument, SignInDocument } from '../support/gql/generated.ts';
import { GraphqlClient } from '../support/graphqlClient.ts';
import { demoPassword, signInAs, signInToken } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer({ environment: { TRUST_PROXY: 'true' } });
});
afterAll(() => server.dispose());

const json = { 'content-type': 'application/json', 'x-graphql-yoga-csrf': '1' };
/** As a proxy passes on what came to it over TLS. */
const overTls = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'chat.example' };
const ask = (query: string, headers: Record<string, string>, variables = {}) =>
  fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { ...json, ...headers },
    body: JSON.stringify({ query, variables }),
  });
const signInText = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';
const loginBy = async (headers: Record<string, string>) => {
  const answer = await ask('{ currentAgent { login } }', headers);
  const { data } = (await answer.json()) as { data: { currentAgent: { login: string } | null } };
  return data.currentAgent?.login;
};
/** The lines of the log that say something, as they are. */
const logged = (message: string, address?: string) =>
  server.logLines
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line.msg === message && (address === undefined || line.address === address));

test('over TLS the proof of a sign-in is a cookie that no other host can set, and no other name counts', async () => {
  const input = { login: 'lin', password: demoPassword };
  const answer = await ask(signInText, overTls, { input });
  const [cookie = ''] = answer.headers.getSetCookie();
  const [pair = '', ...attributes] = cookie.split('; ');
  const [name, token] = pair.split('=');
  expect(name).toBe('__Host-dukou_sign_in');
  expect(attributes.toSorted()).toEqual(
    ['HttpOnly', `Max-Age=${signInLifetimeMs / 1000}`, 'Path=/', 'SameSite=Strict', 'Secure'].toSorted(),
  );
  expect(await loginBy({ ...overTls, cookie: pair })).toBe('lin');
  // Another host of the domain can set a cookie without the prefix.
  expect(await loginBy({ ...overTls, cookie: `dukou_sign_in=${token}` })).toBeUndefined();
});

test('who signs in on a browser ends the sign-in that was there before', async () => {
  const client = await signInAs(server.url, 'lin');
  const before = client.cookies.header.slice(client.cookies.header.indexOf('=') + 1);
  expect(await loginBy({ authorization: `Bearer ${before}` })).toBe('lin');
  await client.execute(SignInDocument, { input: { login: 'wang', password: demoPassword } });
  expect((await client.execute(CurrentAgentDocument)).currentAgent?.login).toBe('wang');
  expect(await loginBy({ authorization: `Bearer ${before}` })).toBeUndefined();
});

test('what the API answers is kept in no cache', async () => {
  for (const answer of [await ask('{ currentAgent { login } }', {}), await ask('{', {})])
    expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('the log tells who signed in and who was refused what, from where, and nothing that was typed', async () => {
  const from = { 'x-forwarded-for': '198.51.100.7' };
  const input = { login: 'typed-in-the-wrong-field', password: 'no such password' };
  await ask(signInText, from, { input });
  const token = await signInToken(server.url, 'lin');
  await ask('{ auditEntries { edges { cursor } } }', { ...from, authorization: `Bearer ${token}` });
  await ask('{ currentAgent { login } }', { ...from, authorization: 'Bearer invented-token' });
  await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: from,
    body: 'query={limits{overdueSeconds}}',
  });

  const refused = () => logged('somebody was refused', '198.51.100.7');
  await expect
    .poll(() => refused().map(({ code }) => code))
    .toEqual(['SIGN_IN_FAILED', 'NOT_ALLOWED', 'CREDENTIAL_REFUSED', 'CROSS_SITE_REQUEST']);
  const [failed, denied] = refused();
  expect(failed).toMatchObject({ field: 'signIn', time: expect.any(Number) as number });
  expect(denied).toMatchObject({ field: 'auditEntries', agentId: expect.any(String) as string });
  const signedIn = { proof: 'password', signInId: expect.any(String) as string };
  expect(logged('an agent signed in').at(-1)).toMatchObject(signedIn);
  for (const secret of [input.login, input.password, token, 'invented-token'])
    expect(server.logLines.join('\n')).not.toContain(secret);
});

test('that somebody has come to a limit is logged once, however long they go on', async () => {
  const from = { 'x-forwarded-for': '198.51.100.8' };
  const input = { login: 'lin', password: 'guess' };
  for (let index = 0; index < 14; index++) await ask(signInText, from, { input });
  await expect
    .poll(() => logged('somebody has come to a limit'))
    .toEqual([expect.objectContaining({ limit: 'signIn', key: '198.51.100.8' })]);
  const client = new GraphqlClient(server.url, { origin: server.url });
  expect((await client.execute(CurrentAgentDocument)).currentAgent).toBeNull();
});
