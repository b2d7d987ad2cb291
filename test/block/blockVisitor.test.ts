import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VisitorBlockedError } from '../../api/block/blockErrors.ts';
import { blockVisitor } from '../../api/block/blockVisitor.ts';
import { sweepExpiredBlocks } from '../../api/block/sweepExpiredBlocks.ts';
import { unblockVisitor } from '../../api/block/unblockVisitor.ts';
import { InvalidInputError, NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { endSession } from '../../api/session/endSession.ts';
import { SessionEndedError } from '../../api/session/sessionErrors.ts';
import { listOf } from '../../api/session/sessionListRules.ts';
import { enterSite } from '../../api/visitor/enterSite.ts';
import type { Site } from '../../prisma/generated/client/client.ts';
import { buildAgent, buildDepartment, buildSite, ownOrigin } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '10000' });
});
afterAll(() => core.close());

let addresses = 0;
const newAddress = () => `198.51.100.${++addresses}`;

function enter(site: Site, address: string, visitorSecret?: string) {
  const page = { siteKey: site.key, pageUrl: `${ownOrigin}/`, visitorSecret };
  return enterSite(core, page, { address, userAgent: '', ownOrigin });
}

async function buildSpam() {
  const department = await buildDepartment(core);
  const site = await buildSite(core, department);
  const agent = await buildAgent(core, department, ['BLOCK_VISITORS', 'UNBLOCK_VISITORS']);
  const address = newAddress();
  const entry = await enter(site, address);
  const sessionId = entry.session.id;
  await sendMessage(core, entry.actor, { sessionId, clientId: randomUUID(), text: '广告' });
  await sendMessage(core, agent, { sessionId, clientId: randomUUID(), text: '请勿发广告' });
  const again = () => enter(site, newAddress(), entry.visitorSecret);
  return { department, agent, address, ...entry, site, sessionId, again };
}

test('blocking ends the session, and the visitor can neither write nor open another one until unblocked', async () => {
  const { agent, actor, sessionId, again } = await buildSpam();
  const blocked = await blockVisitor(core, agent, { sessionId, reason: '广告' });
  expect(blocked).toMatchObject({ endReason: 'BLOCKED', isBlocked: true });
  expect(listOf(blocked, core.clock.now())).toBe('BLOCKED');
  const write = () => sendMessage(core, actor, { sessionId, clientId: randomUUID(), text: '还是广告' });
  await expect(write()).rejects.toThrow(SessionEndedError);
  await expect(again()).rejects.toThrow(VisitorBlockedError);
  const free = await unblockVisitor(core, agent, { sessionId });
  expect(free.isBlocked).toBe(false);
  expect((await again()).session.id).not.toBe(sessionId);
});

test('a visitor who is blocked again from an earlier session stands in the list once', async () => {
  const { agent, sessionId, again, visitor } = await buildSpam();
  await endSession(core, agent, { sessionId });
  const { session: second } = await again();
  await sendMessage(core, agent, { sessionId: second.id, clientId: randomUUID(), text: '您好' });
  for (const id of [sessionId, second.id, sessionId])
    await blockVisitor(core, agent, { sessionId: id, reason: '广告' });
  const blocked = await core.database.prisma.session.findMany({
    where: { visitorId: visitor.id, isBlocked: true },
    select: { id: true },
  });
  expect(blocked).toEqual([{ id: sessionId }]);
});

test('a visitor never receives the reason', async () => {
  const { agent, sessionId, actor } = await buildSpam();
  await blockVisitor(core, agent, { sessionId, reason: '广告' });
  const lines = await core.database.prisma.message.findMany({
    where: { sessionId, author: 'SYSTEM' },
    orderBy: { seq: 'asc' },
  });
  expect(lines.map(({ notice, text, isInternal }) => [notice, text, isInternal])).toEqual([
    ['VISITOR_BLOCKED', '广告', true],
    ['SESSION_ENDED', '', false],
  ]);
  expect(core.typesOn(`session:${sessionId}`)).toContain('MessageSent');
  const told = core.published.filter(({ topic }) => topic === `session:${sessionId}`);
  expect(JSON.stringify(told)).not.toContain('VISITOR_BLOCKED');
  expect(actor.kind).toBe('visitor');
});

test('with the address, other devices behind it are kept out too, and their live sessions end', async () => {
  const { site, agent, sessionId, address } = await buildSpam();
  const neighbour = await enter(site, address);
  await blockVisitor(core, agent, { sessionId, reason: '广告', includesAddress: true });
  await expect(enter(site, address)).rejects.toThrow(VisitorBlockedError);
  await expect(enter(site, address, neighbour.visitorSecret)).rejects.toThrow(VisitorBlockedError);
  const theirs = await core.database.prisma.session.findUniqueOrThrow({
    where: { id: neighbour.session.id },
  });
  expect(theirs).toMatchObject({ endReason: 'BLOCKED', isBlocked: false });
  await unblockVisitor(core, agent, { sessionId });
  expect((await enter(site, address, neighbour.visitorSecret)).visitor.id).toBe(neighbour.visitor.id);
});

test('without the address, others behind it go on', async () => {
  const { site, agent, sessionId, address } = await buildSpam();
  const neighbour = await enter(site, address);
  await blockVisitor(core, agent, { sessionId, reason: '广告' });
  expect((await enter(site, address, neighbour.visitorSecret)).session.id).toBe(neighbour.session.id);
});

test('a block ends by itself when its time is over', async () => {
  const { agent, sessionId, again } = await buildSpam();
  const expiresAt = new Date(core.clock.now().getTime() + 3_600_000);
  await blockVisitor(core, agent, { sessionId, reason: '广告', expiresAt });
  core.clock.advance(3_599_000);
  await sweepExpiredBlocks(core);
  await expect(again()).rejects.toThrow(VisitorBlockedError);
  core.clock.advance(1_000);
  await sweepExpiredBlocks(core);
  const row = await core.database.prisma.session.findUniqueOrThrow({ where: { id: sessionId } });
  expect(row.isBlocked).toBe(false);
  expect((await again()).session.endedAt).toBeNull();
});

test('a block needs a reason, a time to come, the permission and a session that one sees', async () => {
  const { department, agent, sessionId } = await buildSpam();
  const block = (input: object) => blockVisitor(core, agent, { sessionId, reason: 'x', ...input });
  await expect(block({ reason: ' ' })).rejects.toThrow(InvalidInputError);
  await expect(block({ reason: 'x'.repeat(501) })).rejects.toThrow(InvalidInputError);
  await expect(block({ expiresAt: core.clock.now() })).rejects.toThrow(InvalidInputError);
  const without = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS', 'ASSIST_SESSIONS']);
  const stranger = await buildAgent(core, await buildDepartment(core), [
    'BLOCK_VISITORS',
    'UNBLOCK_VISITORS',
  ]);
  await expect(blockVisitor(core, without, { sessionId, reason: 'x' })).rejects.toThrow(NotAllowedError);
  await expect(unblockVisitor(core, without, { sessionId })).rejects.toThrow(NotAllowedError);
  await expect(blockVisitor(core, stranger, { sessionId, reason: 'x' })).rejects.toThrow(NotFoundError);
  await expect(unblockVisitor(core, stranger, { sessionId })).rejects.toThrow(NotFoundError);
  expect(await core.database.prisma.session.count({ where: { id: sessionId, endedAt: null } })).toBe(1);
});
