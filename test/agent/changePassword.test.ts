import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SignInFailedError, WrongPasswordError } from '../../api/agent/agentErrors.ts';
import { authenticateAgent } from '../../api/agent/authenticateAgent.ts';
import { changePassword } from '../../api/agent/changePassword.ts';
import { hashPassword } from '../../api/agent/password.ts';
import { setAgentPassword } from '../../api/agent/setAgentPassword.ts';
import { signIn } from '../../api/agent/signIn.ts';
import { InvalidInputError, TooManyAttemptsError } from '../../api/core/errors.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import { connection } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ SIGN_IN_FAILURES: '3' });
});
afterAll(() => core.close());

/** An agent with the password `old password`, signed in on two devices. */
async function buildSignedIn() {
  const department = await buildDepartment(core);
  const { agentId } = await buildAgent(core, department);
  const login = randomUUID();
  const passwordHash = await hashPassword('old password');
  await core.database.prisma.agent.update({
    where: { id: agentId },
    data: { login, passwordHash, signIns: { deleteMany: {} } },
  });
  const attempt = (password: string) => signIn(core, { login, password }, connection);
  const [here, there] = [await attempt('old password'), await attempt('old password')];
  const actor = await authenticateAgent(core, here.token);
  if (!actor) throw new Error('not signed in');
  return { actor, department, login, attempt, tokenHere: here.token, tokenThere: there.token };
}

test('an agent changes the own password with the old one; other devices are signed out, this one stays', async () => {
  const { actor, attempt, tokenHere, tokenThere } = await buildSignedIn();
  const input = { oldPassword: 'old password', newPassword: 'new password' };
  expect(await changePassword(core, actor, input)).toBe(1);
  expect(await authenticateAgent(core, tokenHere)).toBeDefined();
  expect(await authenticateAgent(core, tokenThere)).toBeUndefined();
  await expect(attempt('old password')).rejects.toThrow(SignInFailedError);
  await expect(attempt('new password')).resolves.toBeDefined();
});

test('with a wrong old password nothing changes, and who guesses too often must wait', async () => {
  const { actor, login, tokenThere } = await buildSignedIn();
  const guess = (oldPassword: string, newPassword = 'new password') =>
    changePassword(core, actor, { oldPassword, newPassword });
  await expect(guess('old password', login)).rejects.toThrow(InvalidInputError);
  await expect(guess('old password', 'short')).rejects.toThrow(InvalidInputError);
  await expect(guess('guess')).rejects.toThrow(WrongPasswordError);
  await expect(guess('guess')).rejects.toThrow(WrongPasswordError);
  await expect(guess('old password')).rejects.toThrow(TooManyAttemptsError);
  expect(await authenticateAgent(core, tokenThere)).toBeDefined();
});

test('who manages agents sets another one’s password, which signs that one out everywhere', async () => {
  const { actor, department, login, attempt, tokenHere, tokenThere } = await buildSignedIn();
  const manager = await buildAgent(core, department, ['MANAGE_AGENTS']);
  const set = (password: string) => setAgentPassword(core, manager, { agentId: actor.agentId, password });
  await expect(set(login)).rejects.toMatchObject({ violations: [{ field: 'password', rule: 'GUESSABLE' }] });
  expect(await set('new password')).toBe(2);
  for (const token of [tokenHere, tokenThere]) expect(await authenticateAgent(core, token)).toBeUndefined();
  await expect(attempt('new password')).resolves.toBeDefined();
});
