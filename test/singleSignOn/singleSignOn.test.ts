import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  CurrentAgentDocument,
  LinkedAccountDocument,
  ProveSignInDocument,
  SignInDocument,
  SignInWaysDocument,
  UnlinkAccountDocument,
  UpdateSingleSignOnDocument,
  type UpdateSingleSignOnInput,
} from '../support/gql/generated.ts';
import { GraphqlClient } from '../support/graphqlClient.ts';
import { demoPassword, expectAnswer, signInAs } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';
import { client, IdentityProvider } from './identityProvider.ts';

let server: Server;
let provider: IdentityProvider;
let admin: GraphqlClient;
beforeAll(async () => {
  server = await startServer();
  provider = await IdentityProvider.start(server.url);
  admin = await signInAs(server.url, 'admin');
});
afterAll(async () => {
  await provider.stop();
  await server.dispose();
});
beforeEach(async () => {
  expectAnswer(await setUp(), 'SingleSignOn');
});

async function setUp(changes: Partial<UpdateSingleSignOnInput> = {}) {
  const input = {
    issuer: provider.issuer,
    clientId: client.id,
    clientSecret: client.secret,
    buttonText: '医院统一登录',
    allowedDomains: [],
    linksByEmail: false,
    isEnabled: true,
    isOnlyWay: false,
    ...changes,
  };
  return (await admin.execute(UpdateSingleSignOnDocument, { input })).updateSingleSignOn;
}

/** Follows one redirect of the product as a browser does. @returns where it leads */
async function follow(person: GraphqlClient, path: string): Promise<string> {
  const response = await fetch(new URL(path, server.url), {
    redirect: 'manual',
    headers: { cookie: person.cookies.header },
  });
  person.cookies.take(response.headers.getSetCookie());
  return response.headers.get('location') ?? `${response.status}`;
}

/** Goes to the provider, signs in there, and comes back. @returns where the product leads in the end */
async function journey(person: GraphqlClient, accountId: string | null, path = '/sign-in/start') {
  const away = await follow(person, path);
  if (!away.startsWith(provider.issuer)) return away;
  return follow(person, await provider.visit(away, accountId));
}

const stranger = () => new GraphqlClient(server.url, { origin: server.url });
const whois = async (person: GraphqlClient) =>
  (await person.execute(CurrentAgentDocument)).currentAgent?.login ?? null;

const prove = async (person: GraphqlClient, password = demoPassword) =>
  (await person.execute(ProveSignInDocument, { input: { password } })).proveSignIn;

/** An agent of the demo data who has proved anew who they are. */
async function proved(login: string) {
  const agent = await signInAs(server.url, login);
  expectAnswer(await prove(agent), 'SignInProof');
  return agent;
}

/** One who has linked an account of their own. */
async function link(login: string, accountId: string) {
  const agent = await proved(login);
  expect(await journey(agent, accountId, '/sign-in/start?link')).toBe('/settings/security?linked');
  return agent;
}

test('the sign-in page knows of the provider as soon as it is set up, and nobody reads the secret', async () => {
  const ways = await stranger().execute(SignInWaysDocument);
  expect(ways.signInWays).toMatchObject({ singleSignOn: '医院统一登录', takesPasswords: true });
  await setUp({ clientSecret: null, isEnabled: false });
  const after = await stranger().execute(SignInWaysDocument);
  expect(after.signInWays.singleSignOn).toBeNull();
  expect(await journey(stranger(), 'x')).toBe('/sign-in?problem=SINGLE_SIGN_ON_OFF');
});

test('what is set up must answer, and is checked', async () => {
  expectAnswer(await setUp({ issuer: 'http://127.0.0.1:9' }), 'ProviderFailedError');
  for (const issuer of ['http://provider.example', 'not an address', 'https://provider.example/?a=b'])
    expectAnswer(await setUp({ issuer }), 'InvalidInputError');
  expectAnswer(await setUp({ allowedDomains: ['not a domain'] }), 'InvalidInputError');
});

test('an agent links an account after signing in with the password, and signs in with it from then on', async () => {
  const agent = await link('lin', 'lin-at-provider');
  const { linkedAccount } = await agent.execute(LinkedAccountDocument);
  expect(linkedAccount).toMatchObject({ label: 'lin-at-provider', lastUsedAt: null });
  const person = stranger();
  expect(await journey(person, 'lin-at-provider', '/sign-in/start?next=/settings/profile')).toBe(
    '/settings/profile',
  );
  expect(await whois(person)).toBe('lin');

  expectAnswer((await agent.execute(UnlinkAccountDocument)).unlinkAccount, 'DeletionReceipt');
  expect(await journey(stranger(), 'lin-at-provider')).toBe('/sign-in?problem=ACCOUNT_NOT_LINKED');
});

test('an unattended console is not enough to link an account, nor to unlink one: the password is asked for', async () => {
  const [there, elsewhere] = [await signInAs(server.url, 'wang'), await signInAs(server.url, 'wang')];
  const linking = () => journey(there, 'wang-at-provider', '/sign-in/start?link');
  const unlinking = async () => (await there.execute(UnlinkAccountDocument)).unlinkAccount;
  expect(await linking()).toBe('/settings/security?problem=PROOF_NEEDED');
  expectAnswer(await prove(there, 'a guess'), 'WrongPasswordError');
  // Where else the agent is signed in is another console.
  expectAnswer(await prove(elsewhere), 'SignInProof');
  expect(await linking()).toBe('/settings/security?problem=PROOF_NEEDED');
  expectAnswer(await unlinking(), 'ProofNeededError');
  expectAnswer(await prove(there), 'SignInProof');
  expect(await linking()).toBe('/settings/security?linked');
  expectAnswer(await unlinking(), 'DeletionReceipt');
});

test('an account that is somebody else’s is not linked again', async () => {
  await link('lin', 'shared');
  const wang = await proved('wang');
  expect(await journey(wang, 'shared', '/sign-in/start?link')).toBe(
    '/settings/security?problem=ACCOUNT_TAKEN',
  );
  expect(await journey(stranger(), 'shared', '/sign-in/start?link')).toBe(
    '/settings/security?problem=NOT_SIGNED_IN',
  );
});

test('an account links itself by its verified address only where the admin allows it', async () => {
  provider.accounts.set('wang-1', { email: 'wang', email_verified: true });
  expect(await journey(stranger(), 'wang-1')).toBe('/sign-in?problem=ACCOUNT_NOT_LINKED');
  await setUp({ linksByEmail: true });
  provider.accounts.set('wang-2', { email: 'wang', email_verified: false });
  expect(await journey(stranger(), 'wang-2')).toBe('/sign-in?problem=ACCOUNT_NOT_LINKED');
  const person = stranger();
  expect(await journey(person, 'wang-1')).toBe('/');
  expect(await whois(person)).toBe('wang');
  provider.accounts.set('wang-3', { email: 'wang', email_verified: true });
  expect(await journey(stranger(), 'wang-3')).toBe('/sign-in?problem=ACCOUNT_NOT_LINKED');
});

test('where domains are named, others’ accounts do not come in, linked or not', async () => {
  provider.accounts.set('super', { email: 'Chen@Clinic.example', email_verified: true });
  await link('supervisor', 'super');
  await setUp({ allowedDomains: ['clinic.example'] });
  expect(await journey(stranger(), 'super')).toBe('/');
  await setUp({ allowedDomains: ['other.example'] });
  expect(await journey(stranger(), 'super')).toBe('/sign-in?problem=ACCOUNT_NOT_WELCOME');
  provider.accounts.set('super', { email: 'chen@other.example', email_verified: false });
  expect(await journey(stranger(), 'super')).toBe('/sign-in?problem=ACCOUNT_NOT_WELCOME');
});

test('who says no at the provider, comes in another browser or with another answer is told so', async () => {
  expect(await journey(stranger(), null)).toBe('/sign-in?problem=PROVIDER_REFUSED');
  const begun = stranger();
  const back = await provider.visit(await follow(begun, '/sign-in/start'), 'lin-at-provider');
  expect(await follow(stranger(), back)).toBe('/sign-in?problem=SIGN_IN_INTERRUPTED');
  const changed = new URL(back);
  changed.searchParams.set('state', 'x');
  expect(await follow(begun, changed.href)).toBe('/sign-in?problem=PROVIDER_FAILED');
  expect(await follow(begun, back)).toBe('/sign-in?problem=SIGN_IN_INTERRUPTED');
});

test('nobody is led to another site afterwards', async () => {
  for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example/']) {
    const end = await journey(stranger(), 'super', `/sign-in/start?next=${encodeURIComponent(next)}`);
    expect(end).not.toContain('evil');
  }
});

test('where the provider is the only way, passwords of all but one are refused', async () => {
  const answer = expectAnswer(await setUp({ isOnlyWay: true }), 'SingleSignOn');
  expect(answer).toMatchObject({ isOnlyWay: true, keptAgentName: '管理员' });
  const attempt = async (login: string) =>
    (await stranger().execute(SignInDocument, { input: { login, password: demoPassword } })).signIn;
  expectAnswer(await attempt('wang'), 'SingleSignOnOnlyError');
  expectAnswer(await attempt('admin'), 'Agent');
  const ways = await stranger().execute(SignInWaysDocument);
  expect(ways.signInWays.takesPasswords).toBe(false);
});
