import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInTopic } from '../../api/agent/agentEvents.ts';
import { endOtherSignIns, endSignIn } from '../../api/agent/endOwnSignIns.ts';
import { ownSignIns } from '../../api/agent/signInAccess.ts';
import { expiryAfter } from '../../api/agent/signInRules.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1';

/** An agent who is signed in here, and with a phone besides. */
async function buildSignedInTwice() {
  const actor = await buildAgent(core, await buildDepartment(core));
  const { id } = await core.database.prisma.signIn.create({
    data: {
      agentId: actor.agentId,
      tokenHash: crypto.randomUUID(),
      address: '202.96.128.86',
      userAgent: phone,
      lastUsedAt: new Date(core.clock.now().getTime() + 1),
      expiresAt: expiryAfter(core.clock.now()),
    },
  });
  return { actor, elsewhere: id };
}

test('an agent sees where they are signed in, this device first, each with device, place and times', async () => {
  const { actor } = await buildSignedInTwice();
  const { signIns } = await executeAs<{ signIns: unknown[] }>(
    core,
    actor,
    '{ signIns { isCurrent address device { browser system kind } region { country province } } }',
  );
  expect(signIns).toMatchObject([
    { isCurrent: true, address: '203.0.113.9' },
    {
      isCurrent: false,
      address: '202.96.128.86',
      device: { browser: 'Safari 18', system: 'iOS 18', kind: 'PHONE' },
      region: { country: '中国', province: '广东省' },
    },
  ]);
});

test('what is over is not shown', async () => {
  const { actor, elsewhere } = await buildSignedInTwice();
  await core.database.prisma.signIn.update({
    where: { id: elsewhere },
    data: { expiresAt: core.clock.now() },
  });
  expect((await ownSignIns(core, actor)).map(({ id }) => id)).toEqual([actor.credential.id]);
});

test('an agent ends the sign-in of another device, which is told at once and written down; this one goes on', async () => {
  const { actor, elsewhere } = await buildSignedInTwice();
  expect(await endSignIn(core, actor, { signInId: elsewhere })).toBe(1);
  expect(core.typesOn(signInTopic(elsewhere))).toEqual(['SignInEnded']);
  expect((await ownSignIns(core, actor)).map(({ id }) => id)).toEqual([actor.credential.id]);
  const audited = await core.database.prisma.auditEntry.findMany({ where: { agentId: actor.agentId } });
  expect(audited.map(({ action }) => action)).toEqual(['endSignIn']);
});

test('nobody ends the sign-in of somebody else', async () => {
  const [one, other] = [await buildSignedInTwice(), await buildSignedInTwice()];
  await expect(endSignIn(core, one.actor, { signInId: other.elsewhere })).rejects.toThrow(NotFoundError);
  expect(await ownSignIns(core, other.actor)).toHaveLength(2);
});

test('ending all others leaves this one', async () => {
  const { actor, elsewhere } = await buildSignedInTwice();
  expect(await endOtherSignIns(core, actor)).toBe(1);
  expect(core.typesOn(signInTopic(elsewhere))).toEqual(['SignInEnded']);
  expect(await endOtherSignIns(core, actor)).toBe(0);
  expect((await ownSignIns(core, actor)).map(({ id }) => id)).toEqual([actor.credential.id]);
});
