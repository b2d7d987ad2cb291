import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../api/core/database.ts';
import { newSecret } from '../../api/core/secret.ts';
import { GraphqlClient } from '../support/graphqlClient.ts';
import { demoPassword, enterAsVisitor, signInAs, signInToken } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer({ environment: { LOG_LEVEL: 'debug' } });
});
afterAll(() => server.dispose());

async function ask(
  client: GraphqlClient,
  query: string,
  variables: object = {},
): Promise<Record<string, string>> {
  const response = await client.post(JSON.stringify({ query, variables }));
  const { data } = (await response.json()) as { data: { answer: Record<string, string> } };
  return data.answer;
}

/** Everything that somebody proves who they are with, made as people make it; by what it is. */
async function makeSecrets(): Promise<Record<string, string>> {
  const { url } = server;
  const admin = await signInAs(url, 'admin');
  const { client: visitor, entry } = await enterAsVisitor(url);
  const { secret: token = '' } = await ask(
    admin,
    'mutation { answer: createApiToken(input: { name: "x", scopes: [SEE_ALL_SESSIONS] }) { ... on CreatedApiToken { secret } } }',
  );
  await new GraphqlClient(url, { authorization: `Bearer ${token}` }).post(
    '{"query": "{ currentAgent { login } }"}',
  );
  await visitor.post('{"query": "{ limits { overdueSeconds } }"}');
  const wang = await signInAs(url, 'wang');
  const newPassword = `new ${newSecret()}`;
  await ask(
    wang,
    'mutation ($input: ChangePasswordInput!) { answer: changePassword(input: $input) { __typename } }',
    {
      input: { oldPassword: demoPassword, newPassword },
    },
  );
  const wrongPassword = `wrong ${newSecret()}`;
  await ask(wang, 'mutation ($input: SignInInput!) { answer: signIn(input: $input) { __typename } }', {
    input: { login: 'admin', password: wrongPassword },
  });
  const supervisor = await signInAs(url, 'supervisor');
  const { key = '' } = await ask(
    supervisor,
    'mutation ($input: BeginSecondFactorInput!) { answer: beginSecondFactor(input: $input) { ... on SecondFactorSetup { key } } }',
    { input: { password: demoPassword } },
  );
  const { codes = '' } = await ask(
    supervisor,
    'mutation ($input: ConfirmSecondFactorInput!) { answer: confirmSecondFactor(input: $input) { ... on RecoveryCodes { codes } } }',
    { input: { code: TOTP.generate({ secret: Secret.fromBase32(key) }) } },
  );
  const { challenge = '' } = await ask(
    new GraphqlClient(url),
    'mutation ($input: SignInInput!) { answer: signIn(input: $input) { ... on SecondFactorNeededError { challenge } } }',
    { input: { login: 'supervisor', password: demoPassword } },
  );
  return {
    'a sign-in': await signInToken(url, 'lin'),
    'an API token': token,
    'a visitor’s device': entry.visitorSecret,
    'a password': newPassword,
    'a wrong password': wrongPassword,
    'the key of a second factor': key,
    'a recovery code': codes[0] ?? '',
    'the challenge of a second step': challenge,
  };
}

/** All rows of all tables as text. */
async function everythingKept(): Promise<string> {
  const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir = '' } = server.place.variables;
  const database = await openDatabase({ databaseUrl, dataDir });
  try {
    const { rows } = await database.execute(
      `SELECT table_schema || '"."' || table_name AS name FROM information_schema.tables
       WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`,
    );
    const names = (rows as { name: string }[]).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(30);
    const texts: string[] = [];
    for (const name of names)
      texts.push(JSON.stringify((await database.execute(`SELECT t::text FROM "${name}" t`)).rows));
    return texts.join('\n');
  } finally {
    await database.close();
  }
}

test('what somebody proves who they are with stands neither in the log nor in the database', async () => {
  const secrets = await makeSecrets();
  await server.stop();
  const log = server.logLines.join('\n');
  const kept = await everythingKept();
  // Both are what they are taken for.
  expect(log).toContain('"level":');
  expect(kept).toContain('supervisor');
  for (const [what, secret] of Object.entries(secrets)) {
    expect(secret.length, what).toBeGreaterThanOrEqual(10);
    expect(log.includes(secret), `${what} in the log`).toBe(false);
    expect(kept.includes(secret), `${what} in the database`).toBe(false);
    // Nor in another form that says as much.
    const disguised = Buffer.from(secret).toString('base64').replace(/=+$/, '');
    expect(kept.includes(disguised) || kept.includes(Buffer.from(secret).toString('hex')), what).toBe(false);
  }
  await server.start();
});

test('each sign-in has a secret of its own that nobody chose, of 256 bits', async () => {
  const planted = new GraphqlClient(server.url, { origin: server.url });
  planted.cookies.take(['dukou_sign_in=chosen-by-somebody-else; Path=/']);
  const sign = 'mutation { answer: signIn(input: { login: "lin", password: "dukou-demo" }) { __typename } }';
  const tokens = new Set<string>();
  for (let turn = 0; turn < 3; turn++) {
    await ask(planted, sign);
    const [{ value } = { value: '' }] = planted.cookies.all;
    expect(value).toMatch(/^[\w-]{43}$/);
    expect(value).not.toBe('chosen-by-somebody-else');
    tokens.add(value);
  }
  expect(tokens.size).toBe(3);
});

test('secrets that are drawn are different, and each bit of them is as often one as none', () => {
  const drawn = Array.from({ length: 2_000 }, newSecret);
  expect(new Set(drawn).size).toBe(2_000);
  const ones = new Array<number>(256).fill(0);
  for (const secret of drawn) {
    const bytes = Buffer.from(secret, 'base64url');
    expect(bytes.length).toBe(32);
    for (let bit = 0; bit < 256; bit++)
      ones[bit] = (ones[bit] as number) + (((bytes[bit >> 3] as number) >> (bit % 8)) & 1);
  }
  // Seven standard deviations: one run in a thousand million fails by chance.
  for (const count of ones) expect(Math.abs(count - 1_000)).toBeLessThan(7 * Math.sqrt(500));
});
