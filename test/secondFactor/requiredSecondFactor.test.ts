import { afterAll, beforeAll, expect, test } from 'vitest';
import { OwnAgentError } from '../../api/agent/agentErrors.ts';
import { signInTopic } from '../../api/agent/agentEvents.ts';
import { NotAllowedError } from '../../api/core/errors.ts';
import { answerSecondFactor } from '../../api/secondFactor/answerSecondFactor.ts';
import { resetSecondFactor } from '../../api/secondFactor/resetSecondFactor.ts';
import { ChallengeOverError, WrongCodeError } from '../../api/secondFactor/secondFactorErrors.ts';
import { setUpSecondFactor } from '../../api/secondFactor/setUpSecondFactor.ts';
import { updateSettings } from '../../api/setting/updateSettings.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import { connection, executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { actorOf, buildPerson, buildProtected, challengeOf, codeOf } from './build.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

async function require(isRequired: boolean) {
  const chief = await buildAgent(core, await buildDepartment(core), ['MANAGE_SETTINGS']);
  await updateSettings(core, chief, { secondFactorRequired: isRequired });
}

test('where a second factor is required, who has none sets one up to sign in, and is not signed in before', async () => {
  const { actor, attempt } = await buildPerson(core);
  await require(true);
  const { challenge, setup } = await challengeOf(attempt);
  if (!setup) throw new Error('nothing to set up');
  const input = (code: string) => ({ challenge, code });
  await expect(answerSecondFactor(core, input(codeOf(core, setup.key)), connection)).rejects.toThrow(
    WrongCodeError,
  );
  await expect(setUpSecondFactor(core, input('000000'), connection)).rejects.toThrow(WrongCodeError);
  const code = codeOf(core, setup.key);
  const { token, recoveryCodes } = await setUpSecondFactor(core, input(code), connection);
  expect(recoveryCodes).toHaveLength(10);
  expect(await actorOf(core, token)).toMatchObject({ agentId: actor.agentId });
  await expect(setUpSecondFactor(core, input(code), connection)).rejects.toThrow(ChallengeOverError);
  expect((await challengeOf(attempt)).setup).toBeNull();
  await require(false);
  await challengeOf(attempt);
});

test('a challenge that asks for a code is no way to set up another key', async () => {
  const { key, attempt } = await buildProtected(core);
  const { challenge } = await challengeOf(attempt);
  const input = { challenge, code: codeOf(core, key) };
  await expect(setUpSecondFactor(core, input, connection)).rejects.toThrow(ChallengeOverError);
});

test('who manages agents takes a lost second factor away, which signs that agent out and is written down', async () => {
  const { actor, department, attempt } = await buildProtected(core);
  const { challenge } = await challengeOf(attempt);
  const manager = await buildAgent(core, department, ['MANAGE_AGENTS']);
  const query = 'query { agents { edges { node { id hasSecondFactor } } } }';
  const seen = await executeAs<{ agents: unknown }>(core, manager, query);
  expect(seen.agents).toMatchObject({
    edges: expect.arrayContaining([{ node: { id: actor.agentId, hasSecondFactor: true } }]) as unknown,
  });
  expect(await resetSecondFactor(core, manager, { agentId: actor.agentId })).toBe(1);
  expect(core.typesOn(signInTopic(actor.credential.id))).toEqual(['SignInEnded']);
  const audited = await core.database.prisma.auditEntry.findMany({ where: { agentId: manager.agentId } });
  expect(audited).toMatchObject([{ action: 'resetSecondFactor', targetId: actor.agentId }]);
  await expect(answerSecondFactor(core, { challenge, code: '000000' }, connection)).rejects.toThrow(
    ChallengeOverError,
  );
  await expect(attempt()).resolves.toBeDefined();
});

test('nobody takes the own one away like that, nor without the right', async () => {
  const { actor, department } = await buildProtected(core);
  const colleague = await buildAgent(core, department);
  const { agentId } = actor;
  await expect(resetSecondFactor(core, colleague, { agentId })).rejects.toThrow(NotAllowedError);
  const manager = await buildAgent(core, department, ['MANAGE_AGENTS']);
  await expect(resetSecondFactor(core, manager, { agentId: manager.agentId })).rejects.toThrow(OwnAgentError);
});
