import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setStatus } from '../../api/agent/setStatus.ts';
import { renewProcessLease } from '../../api/core/serverProcess.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { listOf } from '../../api/session/sessionListRules.ts';
import { renewIdleLimit } from '../../api/session/renewIdleLimit.ts';
import { sweepSessionEnds } from '../../api/session/sweepSessionEnds.ts';
import { renewVisitorGrace } from '../../api/visitor/renewVisitorGrace.ts';
import { sweepLostVisitors } from '../../api/visitor/sweepLostVisitors.ts';
import { writeVisitorConnections } from '../../api/visitor/writeVisitorConnections.ts';
import type { Actor } from '../../api/core/actor.ts';
import { enterSite } from '../../api/visitor/enterSite.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor, ownOrigin } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '10000' });
  await renewProcessLease(core);
});
afterAll(() => core.close());

const seconds = (count: number) => core.clock.advance(count * 1_000);

/** A visitor with one socket, whom an agent who is ONLINE answers; nobody, when `isAlone`. */
async function buildVisit({ isAlone = false } = {}) {
  const department = await buildDepartment(core);
  const agent = await buildAgent(core, department);
  if (!isAlone) await setStatus(core, agent, { status: 'ONLINE' });
  const site = await buildSite(core, department);
  const { visitor, session, secret } = await buildVisitor(core, site);
  const socket = { id: randomUUID(), visitorId: visitor.visitorId };
  const connect = (one = socket) => writeVisitorConnections(core, [one], []);
  const leave = (one = socket) => writeVisitorConnections(core, [], [one]);
  const read = () => core.database.prisma.session.findUniqueOrThrow({ where: { id: session.id } });
  const say = (actor: Actor, text: string) =>
    sendMessage(core, actor, { sessionId: session.id, clientId: randomUUID(), text });
  await connect();
  return { agent, site, visitor, session, secret, socket, connect, leave, read, say };
}

test('a session ends when its visitor has been gone for longer than two minutes', async () => {
  const { leave, read, visitor, say } = await buildVisit();
  await say(visitor, '你好');
  await leave();
  seconds(119);
  await sweepSessionEnds(core);
  expect((await read()).endedAt).toBeNull();
  seconds(1);
  await sweepSessionEnds(core);
  const ended = await read();
  expect(ended).toMatchObject({ endReason: 'VISITOR_LEFT' });
  expect(listOf(ended, new Date(0))).toBe('TALKED');
});

test('reloading and moving between pages is not leaving: another connection keeps the session', async () => {
  const { connect, leave, read, visitor } = await buildVisit();
  const next = { id: randomUUID(), visitorId: visitor.visitorId };
  await leave();
  seconds(100);
  await connect(next);
  seconds(100);
  await sweepSessionEnds(core);
  expect(await read()).toMatchObject({ endedAt: null, visitorGoneSince: null });
  // Two tabs are one visitor.
  const second = { id: randomUUID(), visitorId: visitor.visitorId };
  await connect(second);
  await leave(next);
  expect((await read()).visitorGoneSince).toBeNull();
  await leave(second);
  expect((await read()).visitorGoneSince).toEqual(core.clock.now());
});

test('who never spoke has left; who enters and never connects is gone after the grace period too', async () => {
  const { site } = await buildVisit();
  const { session } = await buildVisitor(core, site);
  seconds(120);
  await sweepSessionEnds(core);
  const row = await core.database.prisma.session.findUniqueOrThrow({ where: { id: session.id } });
  expect(listOf(row, new Date(0))).toBe('LEFT');
});

test('a session ends when nobody wrote for half an hour, however long the visitor stays', async () => {
  const { read, visitor, say } = await buildVisit();
  seconds(29 * 60);
  await say(visitor, '还在');
  seconds(29 * 60);
  await sweepSessionEnds(core);
  expect((await read()).endedAt).toBeNull();
  seconds(60);
  await sweepSessionEnds(core);
  expect(await read()).toMatchObject({ endReason: 'IDLE' });
});

test('what was written while nobody was reachable stays, until somebody has answered it', async () => {
  const { read, visitor, agent, leave, say } = await buildVisit({ isAlone: true });
  await say(visitor, '我的电话是 13800138000');
  await leave();
  seconds(40 * 60);
  await sweepSessionEnds(core);
  expect(listOf(await read(), new Date(0))).toBe('LEFT_MESSAGES');
  await setStatus(core, agent, { status: 'ONLINE' });
  expect(await read()).toMatchObject({ ownerId: agent.agentId, endedAt: null });
  expect(listOf(await read(), new Date(0))).toBe('LEFT_MESSAGES');
  await say(agent, '您好，我马上联系您');
  await sweepSessionEnds(core);
  expect(listOf(await read(), new Date(0))).toBe('TALKING');
  seconds(120);
  await sweepSessionEnds(core);
  expect(await read()).toMatchObject({ endReason: 'VISITOR_LEFT' });
});

test('who is still on the page when the next session opens is there', async () => {
  const { session, secret, site, socket } = await buildVisit();
  const ended = { endedAt: core.clock.now() };
  await core.database.prisma.session.update({ where: { id: session.id }, data: ended });
  const page = { siteKey: site.key, pageUrl: `${ownOrigin}/`, visitorSecret: secret };
  const next = await enterSite(core, page, { address: '203.0.113.7', userAgent: '', ownOrigin });
  expect(next.session.id).not.toBe(session.id);
  expect(next.session.visitorGoneSince).toBeNull();
  await writeVisitorConnections(core, [], [socket]);
});

test('a process that died takes its visitors with it: the grace period begins when that is noticed', async () => {
  const { read, visitor } = await buildVisit();
  await core.database.prisma.visitorConnection.deleteMany({ where: { visitorId: visitor.visitorId } });
  await sweepLostVisitors(core);
  expect((await read()).visitorGoneSince).toEqual(core.clock.now());
});

test('a restart forgets no timer, and after a pause of the whole service nobody is gone at once', async () => {
  const { read, leave } = await buildVisit();
  await leave();
  seconds(100);
  // Nothing is in memory: another core over the same database ends it in time.
  const restarted = { ...core, processId: randomUUID() };
  await sweepSessionEnds(restarted);
  expect((await read()).endedAt).toBeNull();
  seconds(600);
  await renewVisitorGrace(restarted);
  await sweepSessionEnds(restarted);
  expect((await read()).endedAt).toBeNull();
  seconds(120);
  await sweepSessionEnds(restarted);
  expect((await read()).endReason).toBe('VISITOR_LEFT');
});

test('sixty visitors who are gone together are all seen off, and their slots given to those who wait', async () => {
  const department = await buildDepartment(core);
  const agent = await buildAgent(core, department);
  await setStatus(core, agent, { status: 'ONLINE' });
  const capacity = { capacity: 60 };
  await core.database.prisma.agent.update({ where: { id: agent.agentId }, data: capacity });
  const site = await buildSite(core, department);
  for (let i = 0; i < 60; i++) await buildVisitor(core, site);
  seconds(60);
  const late = await buildVisitor(core, site);
  expect(late.session.ownerId).toBeNull();
  seconds(60);
  await sweepSessionEnds(core);
  const live = await core.database.prisma.session.findMany({ where: { siteId: site.id, endedAt: null } });
  expect(live.map(({ id, ownerId }) => [id, ownerId])).toEqual([[late.session.id, agent.agentId]]);
});

test('when the clock was set a day ahead, no session counts as idle until nobody has written for as long as the limit says', async () => {
  const earlier = await buildVisit();
  seconds(60);
  const { read, visitor, say } = await buildVisit();
  await say(visitor, '你好');
  seconds(86_400);
  await renewIdleLimit(core);
  expect((await read()).activeAt).toEqual(core.clock.now());
  expect((await earlier.read()).activeAt).toEqual(new Date(core.clock.now().getTime() - 60_000));
  await sweepSessionEnds(core);
  expect((await read()).endedAt).toBeNull();
  seconds(1_800);
  await sweepSessionEnds(core);
  expect(await read()).toMatchObject({ endReason: 'IDLE' });
});
