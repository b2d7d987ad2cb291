import { afterAll, beforeAll, expect, test } from 'vitest';
import { changePassword } from '../../api/agent/changePassword.ts';
import { deactivateAgent } from '../../api/agent/deactivateAgent.ts';
import { WrongPasswordError } from '../../api/agent/agentErrors.ts';
import { TooManyAttemptsError } from '../../api/core/errors.ts';
import { answerSecondFactor } from '../../api/secondFactor/answerSecondFactor.ts';
import { beginSecondFactor } from '../../api/secondFactor/beginSecondFactor.ts';
import { confirmSecondFactor } from '../../api/secondFactor/confirmSecondFactor.ts';
import { removeSecondFactor } from '../../api/secondFactor/removeSecondFactor.ts';
import { renewRecoveryCodes } from '../../api/secondFactor/renewRecoveryCodes.ts';
import { secondFactorOf } from '../../api/secondFactor/secondFactorAccess.ts';
import {
  ChallengeOverError,
  SecondFactorOnError,
  WrongCodeError,
} from '../../api/secondFactor/secondFactorErrors.ts';
import { challengeMs } from '../../api/secondFactor/secondFactorRules.ts';
import { buildAgent } from '../support/build.ts';
import { connection } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { actorOf, buildPerson, buildProtected, challengeOf, codeOf, password } from './build.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ SIGN_IN_FAILURES: '4' });
});
afterAll(() => core.close());

const halfMinute = 30_000;
const answer = (challenge: string, code: string) => answerSecondFactor(core, { challenge, code }, connection);

test('who has a second factor signs in with password and code, and with neither alone', async () => {
  const { actor, key, attempt } = await buildProtected(core);
  const { challenge, setup } = await challengeOf(attempt);
  expect(setup).toBeNull();
  const signInsBefore = await core.database.prisma.signIn.count({ where: { agentId: actor.agentId } });
  await expect(answer('x'.repeat(43), codeOf(core, key))).rejects.toThrow(ChallengeOverError);
  await expect(answer(challenge, '000000')).rejects.toThrow(WrongCodeError);
  expect(await core.database.prisma.signIn.count({ where: { agentId: actor.agentId } })).toBe(signInsBefore);
  const code = codeOf(core, key);
  const { token } = await answer(challenge, `${code.slice(0, 3)} ${code.slice(3)}`);
  expect(await actorOf(core, token)).toMatchObject({ agentId: actor.agentId });
});

test('a code is taken once, also for another challenge, and so are those before it', async () => {
  const { key, attempt } = await buildProtected(core);
  const [one, other] = [await challengeOf(attempt), await challengeOf(attempt)];
  const earlier = codeOf(core, key);
  core.clock.advance(halfMinute);
  await answer(one.challenge, codeOf(core, key));
  await expect(answer(other.challenge, codeOf(core, key))).rejects.toThrow(WrongCodeError);
  await expect(answer(other.challenge, earlier)).rejects.toThrow(WrongCodeError);
  core.clock.advance(halfMinute);
  await expect(answer(other.challenge, codeOf(core, key))).resolves.toBeDefined();
});

test('of two who give the same code at once, one is signed in', async () => {
  const { key, attempt } = await buildProtected(core);
  const [one, other] = [await challengeOf(attempt), await challengeOf(attempt)];
  const code = codeOf(core, key);
  const answers = await Promise.allSettled([answer(one.challenge, code), answer(other.challenge, code)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('clocks may differ by half a minute, not by more', async () => {
  const { key, attempt } = await buildProtected(core);
  const { challenge } = await challengeOf(attempt);
  const at = (offset: number) => codeOf(core, key, new Date(core.clock.now().getTime() + offset));
  await expect(answer(challenge, at(-2 * halfMinute))).rejects.toThrow(WrongCodeError);
  await expect(answer(challenge, at(2 * halfMinute))).rejects.toThrow(WrongCodeError);
  await expect(answer(challenge, at(halfMinute))).resolves.toBeDefined();
});

test('a challenge is good once and for a quarter of an hour, and not after the password has changed', async () => {
  const { actor, key, attempt } = await buildProtected(core);
  const used = await challengeOf(attempt);
  await answer(used.challenge, codeOf(core, key));
  core.clock.advance(halfMinute);
  await expect(answer(used.challenge, codeOf(core, key))).rejects.toThrow(ChallengeOverError);
  const late = await challengeOf(attempt);
  core.clock.advance(challengeMs);
  await expect(answer(late.challenge, codeOf(core, key))).rejects.toThrow(ChallengeOverError);
  const before = await challengeOf(attempt);
  await changePassword(core, actor, { oldPassword: password, newPassword: 'another password' });
  await expect(answer(before.challenge, codeOf(core, key))).rejects.toThrow(ChallengeOverError);
});

test('who is locked out between the two steps does not come in', async () => {
  const { actor, department, key, attempt } = await buildProtected(core);
  const { challenge } = await challengeOf(attempt);
  const manager = await buildAgent(core, department, ['MANAGE_AGENTS']);
  await deactivateAgent(core, manager, { agentId: actor.agentId });
  await expect(answer(challenge, codeOf(core, key))).rejects.toThrow(ChallengeOverError);
});

test('who guesses codes too often must wait, however many challenges they have', async () => {
  const { key, attempt } = await buildProtected(core);
  const [one, other] = [await challengeOf(attempt), await challengeOf(attempt)];
  for (const { challenge } of [one, one, other, other])
    await expect(answer(challenge, '000000')).rejects.toThrow(WrongCodeError);
  await expect(answer(one.challenge, codeOf(core, key))).rejects.toThrow(TooManyAttemptsError);
});

test('ten recovery codes are told once, and each signs in once, however it is written', async () => {
  const { actor, recoveryCodes, attempt } = await buildProtected(core);
  expect(new Set(recoveryCodes).size).toBe(10);
  // 24 letters and digits of base32 are 120 bits.
  for (const code of recoveryCodes) expect(code).toMatch(/^([a-z2-7]{4}-){5}[a-z2-7]{4}$/);
  const [first = ''] = recoveryCodes;
  const one = await challengeOf(attempt);
  await answer(one.challenge, ` ${first.toUpperCase().replaceAll('-', '')} `);
  const other = await challengeOf(attempt);
  await expect(answer(other.challenge, first)).rejects.toThrow(WrongCodeError);
  expect(await secondFactorOf(core, actor)).toMatchObject({ recoveryCodesLeft: 9 });
  const audited = await core.database.prisma.auditEntry.findMany({ where: { agentId: actor.agentId } });
  expect(audited.map(({ action }) => action)).toEqual(['setUpSecondFactor', 'useRecoveryCode']);
  const kept = JSON.stringify([audited, await core.database.prisma.recoveryCode.findMany()]);
  for (const code of recoveryCodes) expect(kept).not.toContain(code.replaceAll('-', ''));
});

test('new recovery codes take the place of the old ones', async () => {
  const { actor, key, recoveryCodes, attempt } = await buildProtected(core);
  const renewed = await renewRecoveryCodes(core, actor, { code: codeOf(core, key) });
  const { challenge } = await challengeOf(attempt);
  await expect(answer(challenge, recoveryCodes[0] ?? '')).rejects.toThrow(WrongCodeError);
  await expect(answer(challenge, renewed[0] ?? '')).resolves.toBeDefined();
});

test('setting up takes the password and a code of the key; until then nothing is asked for', async () => {
  const { actor, attempt } = await buildPerson(core);
  await expect(beginSecondFactor(core, actor, { password: 'guess' })).rejects.toThrow(WrongPasswordError);
  const first = await beginSecondFactor(core, actor, { password });
  const { key, uri } = await beginSecondFactor(core, actor, { password });
  expect(uri).toContain(`secret=${key}`);
  await expect(confirmSecondFactor(core, actor, { code: codeOf(core, first.key) })).rejects.toThrow(
    WrongCodeError,
  );
  await expect(attempt()).resolves.toBeDefined();
  await confirmSecondFactor(core, actor, { code: codeOf(core, key) });
  await challengeOf(attempt);
  await expect(beginSecondFactor(core, actor, { password })).rejects.toThrow(SecondFactorOnError);
  const kept = JSON.stringify(await core.database.prisma.secondFactor.findMany());
  expect(kept).not.toContain(key);
});

test('switching off takes password and code', async () => {
  const { actor, key, attempt } = await buildProtected(core);
  const remove = (input: { password: string; code: string }) => removeSecondFactor(core, actor, input);
  await expect(remove({ password: 'guess', code: codeOf(core, key) })).rejects.toThrow(WrongPasswordError);
  await expect(remove({ password, code: '000000' })).rejects.toThrow(WrongCodeError);
  expect(await remove({ password, code: codeOf(core, key) })).toMatchObject({
    since: null,
    recoveryCodesLeft: 0,
  });
  await expect(attempt()).resolves.toBeDefined();
});
