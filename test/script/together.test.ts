import { afterAll, beforeAll, expect, test } from 'vitest';
import { renewProcessLease } from '../../api/core/serverProcess.ts';
import type { Core } from '../../api/core/core.ts';
import type { Transaction } from '../../api/core/transaction.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { sweepDueScripts } from '../../api/script/sweepDueScripts.ts';
import { updateScript } from '../../api/script/updateScript.ts';
import { buildConversation } from '../support/build.ts';
import { buildTwoTestCores, type TestCore } from '../support/testCore.ts';
import { buildDesk, buildScript, buildTalk, pass } from './build.ts';

let one: TestCore;
let two: TestCore;
beforeAll(async () => {
  [one, two] = await buildTwoTestCores({ ENTRIES_PER_MINUTE: '10000' });
  await renewProcessLease(one);
});
afterAll(async () => {
  await one.close();
  if (two !== one) await two.close();
});

/** A process that dies in the moment before its transactions are committed. */
function dying(core: TestCore): Core {
  const { prisma } = core.database;
  const dyingPrisma = new Proxy(prisma, {
    get: (target, name) =>
      name === '$transaction'
        ? (work: (transaction: Transaction) => Promise<unknown>) =>
            target.$transaction(async (transaction) => {
              await work(transaction);
              throw new Error('The process died.');
            })
        : (Reflect.get(target, name) as unknown),
  });
  return {
    ...core,
    database: { ...core.database, query: core.database.query.bind(core.database), prisma: dyingPrisma },
  };
}

test('what one process was about to say when it died, another says, once', async () => {
  const { admin, site } = await buildDesk(one);
  await buildScript(one, admin, site, { kind: 'GREETING', content: 'hello' });
  const talk = await buildTalk(one, site);
  one.clock.advance(1_000);
  await sweepDueScripts(dying(one));
  expect(await talk.said()).toEqual([]);
  expect((await talk.read()).scriptDueAt).not.toBeNull();
  await sweepDueScripts(two);
  await pass(two, 20);
  expect(await talk.said()).toEqual(['hello']);
});

test('processes that ask at the same instant say it once, in every session', async () => {
  const { admin, agent, site } = await buildDesk(one);
  await buildScript(one, admin, site, {
    kind: 'NUDGE',
    delaySeconds: 10,
    mayFollowAgent: true,
    timesPerSession: 3,
  });
  const talks = await Promise.all(Array.from({ length: 6 }, () => buildTalk(one, site)));
  for (const { say } of talks) await say(agent, 'hello');
  for (let round = 1; round <= 4; round++) {
    one.clock.advance(10_000);
    await Promise.all([one, two, one, two].map(sweepDueScripts));
    for (const { said } of talks) expect(await said()).toHaveLength(Math.min(round, 3));
  }
});

test('a script that is switched on is heard at once', async () => {
  const { admin, site } = await buildDesk(one);
  const script = await buildScript(one, admin, site, { kind: 'GREETING', isEnabled: false });
  const before = await buildTalk(one, site);
  await updateScript(one, admin, { scriptId: script.id, isEnabled: true });
  const after = await buildTalk(one, site);
  await pass(one, 5);
  expect(await before.said()).toEqual([]);
  expect(await after.said()).toHaveLength(1);
});

test('where no script concerns it, a message costs the same statements as without any', async () => {
  const { visitor, session } = await buildConversation(one);
  const send = (clientId: string) =>
    sendMessage(one, visitor, { sessionId: session.id, clientId, text: '好的' });
  await send('first');
  one.statements.length = 0;
  await send('second');
  expect(one.statements).toHaveLength(1);
  const after = await one.database.prisma.session.findUniqueOrThrow({ where: { id: session.id } });
  expect(after.scriptDueAt).toBeNull();
});
