import { createHook } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SignInFailedError } from '../../api/agent/agentErrors.ts';
import { signInTopic } from '../../api/agent/agentEvents.ts';
import { authenticateAgent } from '../../api/agent/authenticateAgent.ts';
import { hashPassword } from '../../api/agent/password.ts';
import { signIn } from '../../api/agent/signIn.ts';
import { signInIdleMs, signInLifetimeMs } from '../../api/agent/signInRules.ts';
import { signOut, signOutEverywhere } from '../../api/agent/signOut.ts';
import { TooManyAttemptsError } from '../../api/core/errors.ts';
import { followSessionList } from '../../api/session/followSessionList.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ SIGN_IN_FAILURES: '5' });
});
afterAll(() => core.close());

const device = { address: '203.0.113.9', userAgent: 'Test browser' };

/** An agent who can sign in with the password `right`. */
async function buildSignInAgent() {
  const { agentId } = await buildAgent(core, await buildDepartment(core), ['SEE_ALL_SESSIONS']);
  const passwordHash = await hashPassword('right');
  return core.database.prisma.agent.update({
    where: { id: agentId },
    data: { passwordHash, login: `lin-${randomUUID()}`, signIns: { deleteMany: {} } },
  });
}

test('an agent signs in whatever the capitals of the login, and the token proves it with the rights of the moment', async () => {
  const agent = await buildSignInAgent();
  const { token } = await signIn(
    core,
    { login: ` ${agent.login.toUpperCase()} `, password: 'right' },
    device,
  );
  expect(await authenticateAgent(core, token)).toMatchObject({
    agentId: agent.id,
    permissions: new Set(['SEE_OWN_SESSIONS', 'SEE_ALL_SESSIONS']),
  });
  expect(JSON.stringify(await core.database.prisma.signIn.findMany())).not.toContain(token);
});

test('a wrong login and a wrong password are answered alike', async () => {
  const agent = await buildSignInAgent();
  const answers = await Promise.all(
    [
      { login: agent.login, password: 'wrong' },
      { login: 'nobody', password: 'right' },
    ].map((input) => signIn(core, input, device).catch((error: unknown) => error)),
  );
  for (const answer of answers) expect(answer).toBeInstanceOf(SignInFailedError);
  expect(answers[0]).toEqual(answers[1]);
});

/** What a refused attempt to sign in costs: which statements, and how often a password is hashed. */
async function workOf(login: string, password: string): Promise<{ statements: string[]; hashings: number }> {
  let hashings = 0;
  const hook = createHook({
    init: (_id, type) => void (hashings += type.startsWith('ARGON2') ? 1 : 0),
  }).enable();
  const from = core.statements.length;
  try {
    const refused = signIn(core, { login, password }, { ...device, address: randomUUID() });
    await expect(refused).rejects.toThrow(SignInFailedError);
  } finally {
    hook.disable();
  }
  return { statements: core.statements.slice(from), hashings };
}

test('an unknown login costs the very work of a wrong password, so that no clock tells which logins there are', async () => {
  const agent = await buildSignInAgent();
  const gone = await buildSignInAgent();
  await core.database.prisma.agent.update({
    where: { id: gone.id },
    data: { deactivatedAt: core.clock.now() },
  });
  const wrong = await workOf(agent.login, 'wrong');
  expect(wrong.hashings).toBe(1);
  expect(wrong.statements).toHaveLength(1);
  expect(await workOf('nobody', 'right')).toEqual(wrong);
  expect(await workOf(gone.login, 'right')).toEqual(wrong);
  expect(await workOf(gone.login, 'wrong')).toEqual(wrong);
});

test('a deactivated agent can neither sign in nor go on', async () => {
  const agent = await buildSignInAgent();
  const { token } = await signIn(core, { login: agent.login, password: 'right' }, device);
  await core.database.prisma.agent.update({ where: { id: agent.id }, data: { deactivatedAt: new Date() } });
  expect(await authenticateAgent(core, token)).toBeUndefined();
  await expect(signIn(core, { login: agent.login, password: 'right' }, device)).rejects.toThrow(
    SignInFailedError,
  );
});

test('who guesses too often must wait, from that address only', async () => {
  const agent = await buildSignInAgent();
  const attempt = (password: string, address: string) =>
    signIn(core, { login: agent.login, password }, { ...device, address });
  for (let index = 0; index < 5; index++) {
    await expect(attempt('wrong', '192.0.2.5')).rejects.toThrow(SignInFailedError);
  }
  await expect(attempt('right', '192.0.2.5')).rejects.toThrow(TooManyAttemptsError);
  await expect(attempt('right', '192.0.2.6')).resolves.toBeDefined();
});

test('signing out ends this sign-in, signing out everywhere ends all, and each is announced', async () => {
  const agent = await buildSignInAgent();
  const actors = [];
  for (let index = 0; index < 3; index++) {
    const { token } = await signIn(core, { login: agent.login, password: 'right' }, device);
    const actor = await authenticateAgent(core, token);
    if (actor) actors.push({ ...actor, token });
  }
  const [first, second, third] = actors;
  if (!first || !second || !third) throw new Error('not signed in');
  expect(await signOut(core, first)).toBe(1);
  expect(await authenticateAgent(core, first.token)).toBeUndefined();
  expect(await authenticateAgent(core, second.token)).toBeDefined();
  expect(await signOutEverywhere(core, second)).toBe(2);
  expect(await authenticateAgent(core, third.token)).toBeUndefined();
  for (const { credential } of actors)
    expect(core.typesOn(signInTopic(credential.id))).toEqual(['SignInEnded']);
});

test('a sign-in that is used lives on; one that is not used expires', async () => {
  const agent = await buildSignInAgent();
  const { token } = await signIn(core, { login: agent.login, password: 'right' }, device);
  core.clock.advance(signInIdleMs - 1000);
  expect(await authenticateAgent(core, token)).toBeDefined();
  core.clock.advance(signInIdleMs - 1000);
  expect(await authenticateAgent(core, token)).toBeDefined();
  core.clock.advance(signInIdleMs);
  expect(await authenticateAgent(core, token)).toBeUndefined();
});

test('after thirty days an agent signs in anew, however much the sign-in was used', async () => {
  const agent = await buildSignInAgent();
  const { token } = await signIn(core, { login: agent.login, password: 'right' }, device);
  const hour = 60 * 60 * 1000;
  for (let used = 0; used + hour < signInLifetimeMs; used += signInIdleMs / 2) {
    expect(await authenticateAgent(core, token)).toBeDefined();
    core.clock.advance(signInIdleMs / 2);
  }
  expect(await authenticateAgent(core, token)).toBeUndefined();
});

test('what an agent follows ends with the sign-in, also while nothing happens', async () => {
  const agent = await buildSignInAgent();
  const { token } = await signIn(core, { login: agent.login, password: 'right' }, device);
  for (let third = 0; third < 3; third++) {
    await authenticateAgent(core, token);
    core.clock.advance(signInLifetimeMs / 3 - 100);
  }
  const actor = await authenticateAgent(core, token);
  if (!actor) throw new Error('not signed in');
  const stream = await followSessionList(core, actor);
  expect((await stream.next()).done).toBe(false);
  core.clock.advance(300);
  expect((await stream.next()).done).toBe(true);
});
