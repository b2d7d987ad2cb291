import { afterAll, beforeAll, expect, test } from 'vitest';
import { ProofNeededError, WrongPasswordError } from '../../api/agent/agentErrors.ts';
import { proveSignIn } from '../../api/agent/proveSignIn.ts';
import { assertProvedAnew } from '../../api/agent/signInAccess.ts';
import { NotSignedInError, TooManyAttemptsError } from '../../api/core/errors.ts';
import { WrongCodeError } from '../../api/secondFactor/secondFactorErrors.ts';
import { buildPerson, buildProtected, codeOf, password } from '../secondFactor/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ SIGN_IN_FAILURES: '3' });
});
afterAll(() => core.close());

test('a proof counts for five minutes, and a new one for five more', async () => {
  const { actor } = await buildPerson(core);
  await expect(assertProvedAnew(core, actor)).rejects.toThrow(ProofNeededError);
  const provedUntil = await proveSignIn(core, actor, { password });
  expect(provedUntil.getTime() - core.clock.now().getTime()).toBe(5 * 60_000);
  core.clock.advance(5 * 60_000 - 1);
  await assertProvedAnew(core, actor);
  core.clock.advance(1);
  await expect(assertProvedAnew(core, actor)).rejects.toThrow(ProofNeededError);
  await proveSignIn(core, actor, { password });
  await assertProvedAnew(core, actor);
});

test('who has a second factor proves it too, with a code that is good once', async () => {
  const { actor, key, recoveryCodes } = await buildProtected(core);
  await expect(proveSignIn(core, actor, { password })).rejects.toThrow(WrongCodeError);
  await expect(proveSignIn(core, actor, { password, code: '000000' })).rejects.toThrow(WrongCodeError);
  await expect(assertProvedAnew(core, actor)).rejects.toThrow(ProofNeededError);
  const code = codeOf(core, key);
  await proveSignIn(core, actor, { password, code });
  await assertProvedAnew(core, actor);
  await expect(proveSignIn(core, actor, { password, code })).rejects.toThrow(WrongCodeError);
  await proveSignIn(core, actor, { password, code: recoveryCodes[0] ?? '' });
});

test('passwords are not guessed at an unattended console', async () => {
  const { actor } = await buildPerson(core);
  for (const guess of ['1', '2', '3'])
    await expect(proveSignIn(core, actor, { password: guess })).rejects.toThrow(WrongPasswordError);
  await expect(proveSignIn(core, actor, { password })).rejects.toThrow(TooManyAttemptsError);
});

test('a sign-in that has ended is not proved', async () => {
  const { actor } = await buildPerson(core);
  await core.database.prisma.signIn.delete({ where: { id: actor.credential.id } });
  await expect(proveSignIn(core, actor, { password })).rejects.toThrow(NotSignedInError);
});
