import { afterAll, beforeAll, expect, test } from 'vitest';
import { renewProcessLease } from '../../api/core/serverProcess.ts';
import { sweepDueScripts } from '../../api/script/sweepDueScripts.ts';
import { endSession } from '../../api/session/endSession.ts';
import { setDoNotDisturb } from '../../api/session/setDoNotDisturb.ts';
import { sweepSessionEnds } from '../../api/session/sweepSessionEnds.ts';
import { setSiteDepartments } from '../../api/site/setSiteDepartments.ts';
import { buildAgent } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { buildDesk, buildScript, buildTalk, pass } from './build.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '10000' });
  await renewProcessLease(core);
});
afterAll(() => core.close());

test('who comes is greeted once, by a real message with its variables filled in, and nothing counts by it', async () => {
  const { admin, agent, site } = await buildDesk(core);
  const content = '{{visitor.nickname}} 您好，{{ site.name }}的{{agent.name}}为您服务。';
  const script = await buildScript(core, admin, site, { kind: 'GREETING', content });
  const talk = await buildTalk(core, site);
  const before = await talk.read();
  core.published.length = 0;
  await pass(core, 20);
  const { nickname } = await core.database.prisma.visitor.findUniqueOrThrow({
    where: { id: talk.visitor.visitorId },
  });
  const [message, ...others] = await core.database.prisma.message.findMany({
    where: { sessionId: talk.sessionId },
  });
  expect(others).toEqual([]);
  expect(message).toMatchObject({
    seq: 1,
    author: 'SYSTEM',
    notice: null,
    isInternal: false,
    scriptKind: 'GREETING',
    scriptId: script.id,
    text: `${nickname} 您好，Clinic的${agent.displayName}为您服务。`,
  });
  expect(core.typesOn(`session:${talk.sessionId}`)).toContain('MessageSent');
  const same = ['activeAt', 'lastMessageAt', 'unreadCount', 'waitingSince', 'visitorSpokeAt'] as const;
  const after = await talk.read();
  for (const column of same) expect(after[column]).toEqual(before[column]);
  expect(after.scriptDueAt).toBeNull();
});

test('a greeting waits its delay, and greets nobody who has spoken before it is over', async () => {
  const { admin, site } = await buildDesk(core);
  await buildScript(core, admin, site, { kind: 'GREETING', delaySeconds: 10 });
  const [silent, talking] = [await buildTalk(core, site), await buildTalk(core, site)];
  await pass(core, 5);
  await talking.say(talking.visitor, '在吗');
  expect(await silent.said()).toEqual([]);
  await pass(core, 10);
  expect(await silent.said()).toHaveLength(1);
  expect(await talking.said()).toEqual([]);
});

test('keywords are answered wherever they stand; the visitor goes on waiting, and after the agent has written no more', async () => {
  const { admin, agent, site } = await buildDesk(core);
  await buildScript(core, admin, site, { kind: 'KEYWORD', keywords: ['停车', '车位'], content: '有车位' });
  await buildScript(core, admin, site, {
    kind: 'KEYWORD',
    keywords: ['种植', '价格'],
    keywordMatch: 'ALL',
    content: '看价目表',
    timesPerSession: 2,
  });
  const talk = await buildTalk(core, site);
  await talk.say(talk.visitor, '请问怎么停车？');
  const before = await talk.read();
  await pass(core, 2);
  expect(await talk.said()).toEqual(['有车位']);
  expect(await talk.read()).toMatchObject({
    waitingSince: before.waitingSince,
    unreadCount: 1,
    lastMessageText: '请问怎么停车？',
  });
  await talk.say(talk.visitor, '停车要钱吗，种植牙呢');
  await pass(core, 10);
  expect(await talk.said()).toEqual(['有车位']);
  await talk.say(talk.visitor, '种植牙价格');
  await talk.say(agent, '您好');
  await pass(core, 10);
  expect(await talk.said()).toEqual(['有车位']);
});

test('an answer that would come right after another automatic message waits, and is not lost', async () => {
  const { admin, site } = await buildDesk(core);
  await buildScript(core, admin, site, { kind: 'GREETING', content: 'welcome' });
  await buildScript(core, admin, site, { kind: 'KEYWORD', keywords: ['wifi'], content: 'the password' });
  const talk = await buildTalk(core, site);
  await pass(core, 1);
  await talk.say(talk.visitor, 'is there WiFi?');
  await talk.say(talk.visitor, 'please');
  await pass(core, 3);
  expect(await talk.said()).toEqual(['welcome']);
  await pass(core, 3);
  expect(await talk.said()).toEqual(['welcome', 'the password']);
});

test('with nobody reachable the visitor is told so once, or again when they write; outside the hours in other words', async () => {
  const { admin, site, department } = await buildDesk(core, { isAlone: true });
  await buildScript(core, admin, site, { kind: 'NOBODY_REACHABLE', content: 'nobody', timesPerSession: 2 });
  await buildScript(core, admin, site, { kind: 'AFTER_HOURS', content: '{{hours}}' });
  const open = await buildTalk(core, site);
  await pass(core, 60);
  expect(await open.said()).toEqual(['nobody']);
  await open.say(open.visitor, 'call me');
  await open.say(open.visitor, 'please');
  await pass(core, 60);
  expect(await open.said()).toEqual(['nobody', 'nobody']);
  expect((await open.read()).leftMessageAt).not.toBeNull();

  const manager = await buildAgent(core, department, [
    'MANAGE_SITES',
    'SEE_ALL_SESSIONS',
    'MANAGE_DEPARTMENTS',
  ]);
  // A Sunday afternoon, by the organisation's clock.
  const workingHours = [{ weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }];
  await setSiteDepartments(core, manager, {
    siteId: site.id,
    departments: [{ departmentId: department.id, workingHours }],
  });
  const closed = await buildTalk(core, site);
  await pass(core, 30);
  expect(await closed.said()).toEqual(['周一至周五 08:00–18:00']);
});

test('who waits is told the place, and again when it has come nearer and half a minute has passed', async () => {
  const { admin, agent, site } = await buildDesk(core);
  await core.database.prisma.agent.update({ where: { id: agent.agentId }, data: { capacity: 3 } });
  const content = 'place {{queue.position}}';
  await buildScript(core, admin, site, { kind: 'QUEUE_POSITION', content, timesPerSession: 5 });
  const first = [await buildTalk(core, site), await buildTalk(core, site), await buildTalk(core, site)];
  for (let count = 0; count < 2; count++) await buildTalk(core, site);
  const third = await buildTalk(core, site);
  await pass(core, 40);
  expect(await third.said()).toEqual(['place 3']);
  const end = (talk: (typeof first)[number] | undefined) =>
    endSession(core, agent, { sessionId: talk?.sessionId ?? '' });
  await end(first[0]);
  await pass(core, 40);
  expect(await third.said()).toEqual(['place 3']);
  await end(first[1]);
  await pass(core, 40);
  expect(await third.said()).toEqual(['place 3', 'place 1']);
  await end(first[2]);
  await pass(core, 40);
  expect(await third.said()).toEqual(['place 3', 'place 1']);
});

test('a visitor who falls silent is nudged, after the agent only by a script that may; the session grows idle all the same', async () => {
  const { admin, agent, site } = await buildDesk(core);
  const nudge = { kind: 'NUDGE', delaySeconds: 60 } as const;
  await buildScript(core, admin, site, { ...nudge, content: 'never after an agent' });
  await buildScript(core, admin, site, { ...nudge, content: 'still there?', mayFollowAgent: true });
  const talk = await buildTalk(core, site);
  await talk.say(talk.visitor, '在吗');
  await pass(core, 90);
  await talk.say(agent, '在的');
  await pass(core, 50);
  await talk.say(talk.visitor, '好的');
  await pass(core, 90);
  expect(await talk.said()).toEqual([]);
  await talk.say(agent, '还有什么问题吗');
  const { activeAt } = await talk.read();
  await pass(core, 61);
  expect(await talk.said()).toEqual(['still there?']);
  expect((await talk.read()).activeAt).toEqual(activeAt);
  core.clock.advance(1800_000);
  await sweepSessionEnds(core);
  expect((await talk.read()).endReason).toBe('IDLE');
});

test('nobody is nudged who has left, is not to be disturbed, or whose session has ended', async () => {
  const { admin, agent, site } = await buildDesk(core);
  await buildScript(core, admin, site, { kind: 'NUDGE', delaySeconds: 30, mayFollowAgent: true });
  await buildScript(core, admin, site, { kind: 'KEYWORD', keywords: ['help'], timesPerSession: 9 });
  const talks = [await buildTalk(core, site), await buildTalk(core, site), await buildTalk(core, site)];
  for (const { say } of talks) await say(agent, 'hello');
  const [gone, disturbing, over] = talks;
  await gone?.leave();
  await setDoNotDisturb(core, agent, { sessionId: disturbing?.sessionId ?? '', isOn: true });
  await disturbing?.say(disturbing.visitor, 'help');
  await endSession(core, agent, { sessionId: over?.sessionId ?? '' });
  await pass(core, 60);
  for (const { said } of talks) expect(await said()).toEqual([]);
  // Where nothing is due, nothing is looked at.
  core.statements.length = 0;
  await sweepDueScripts(core);
  expect(core.statements).toHaveLength(1);
});
