import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countSessions } from '../../api/session/countSessions.ts';
import { visibleSessions } from '../../api/session/sessionAccess.ts';
import { matchingSessions } from '../../api/session/sessionFilters.ts';
import { inList, listOf, sessionLists } from '../../api/session/sessionListRules.ts';
import { today } from '../../api/setting/organisationDay.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '10000' });
});
afterAll(() => core.close());

const startOfToday = new Date('2026-11-22T00:00:00.000Z');
const facts = {
  endedAt: null,
  visitorSpokeAt: null,
  leftMessageAt: null,
  doNotDisturbSince: null,
  isBlocked: false,
};
const before = new Date('2026-11-21T23:59:59.999Z');

test.each([
  ['who has not spoken is online', {}, 'ONLINE'],
  ['who has spoken talks', { visitorSpokeAt: startOfToday }, 'TALKING'],
  [
    'who wrote while nobody was reachable left a message',
    { visitorSpokeAt: before, leftMessageAt: before },
    'LEFT_MESSAGES',
  ],
  [
    'who spoke in a session that ended today has talked',
    { visitorSpokeAt: before, endedAt: startOfToday },
    'TALKED',
  ],
  [
    'who spoke in a session that ended yesterday is in none',
    { visitorSpokeAt: before, endedAt: before },
    null,
  ],
  ['who never spoke and is gone has left, whenever', { endedAt: before }, 'LEFT'],
  ['do-not-disturb comes before the rest', { doNotDisturbSince: before, leftMessageAt: before }, 'SUSPECTED'],
  ['a block comes before everything', { doNotDisturbSince: before, isBlocked: true }, 'BLOCKED'],
] as const)('%s', (_title, some, list) => {
  expect(listOf({ ...facts, ...some }, startOfToday)).toBe(list);
});

/** Sessions with every combination of what decides, of several owners and departments. */
async function buildManySessions() {
  const top = await buildDepartment(core);
  const below = await buildDepartment(core, top);
  const elsewhere = await buildDepartment(core);
  const [agent, colleague] = [await buildAgent(core, top), await buildAgent(core, below)];
  const { start } = await today(core);
  const moments = [null, start, new Date(start.getTime() - 1)];
  const { visitor, session } = await buildVisitor(core, await buildSite(core, top));
  const rows = fc.sample(
    fc.record({
      endedAt: fc.constantFrom(...moments),
      visitorSpokeAt: fc.constantFrom(...moments),
      leftMessageAt: fc.constantFrom(null, null, start),
      doNotDisturbSince: fc.constantFrom(null, null, start),
      isBlocked: fc.constantFrom(false, false, false, true),
      ownerId: fc.constantFrom(null, agent.agentId, colleague.agentId),
      departmentId: fc.constantFrom(top.id, below.id, elsewhere.id),
      unreadCount: fc.constantFrom(0, 3),
    }),
    { numRuns: 300, seed: 20261122 },
  );
  await core.database.prisma.session.createMany({
    data: rows.map((row) => ({
      id: randomUUID(),
      visitorId: visitor.visitorId,
      siteId: session.siteId,
      ...row,
    })),
  });
  return { start, agent, colleague };
}

test('the lists, their counts and what a session says of itself agree, for everybody', async () => {
  const { start, agent, colleague } = await buildManySessions();
  const permissionSets: Permission[][] = [
    ['SEE_OWN_SESSIONS'],
    ['SEE_DEPARTMENT_SESSIONS'],
    ['SEE_ALL_SESSIONS'],
    [],
  ];
  for (const permissions of permissionSets) {
    const actor = { ...agent, permissions: new Set(permissions) };
    for (const owner of [{}, { isMine: true }, { ownerId: colleague.agentId }]) {
      const counts = await countSessions(core, actor, owner);
      expect(counts.map(({ list }) => list)).toEqual([...sessionLists]);
      for (const { list, count, unreadCount } of counts) {
        const rows = await core.database.prisma.session.findMany({
          where: { AND: [visibleSessions(actor), matchingSessions(actor, { ...owner, list }, start)] },
        });
        expect(
          rows.every((row) => listOf(row, start) === list),
          list,
        ).toBe(true);
        expect([count, unreadCount], `${permissions.join()} ${JSON.stringify(owner)} ${list}`).toEqual([
          rows.length,
          rows.reduce((sum, row) => sum + row.unreadCount, 0),
        ]);
      }
    }
  }
  // The condition finds all that the function says, not only no others.
  const all = await core.database.prisma.session.findMany();
  for (const list of sessionLists) {
    const found = await core.database.prisma.session.count({ where: inList(list, start) });
    expect(found, list).toBe(all.filter((row) => listOf(row, start) === list).length);
    expect(found, list).toBeGreaterThan(0);
  }
});

test('counting all lists takes one statement', async () => {
  const agent = await buildAgent(core, await buildDepartment(core), ['SEE_DEPARTMENT_SESSIONS']);
  await countSessions(core, agent, {});
  const before = core.statements.length;
  await countSessions(core, agent, { isMine: true });
  expect(core.statements.slice(before)).toHaveLength(1);
});

test('a list is searched by nickname, note and last message, and special characters mean themselves', async () => {
  const department = await buildDepartment(core);
  const agent = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS']);
  const site = await buildSite(core, department);
  const known: Record<string, string> = {};
  for (const [name, nickname, note, text] of [
    ['byNickname', '张女士', '', ''],
    ['byNote', '1', '想预约周三', ''],
    ['byMessage', '2', '', '种牙100%成功吗'],
    ['other', '3', '', '1000'],
  ] as const) {
    const { session, visitor } = await buildVisitor(core, site);
    const data = { nickname: `${nickname}-${name}`, note };
    await core.database.prisma.visitor.update({ where: { id: visitor.visitorId }, data });
    await core.database.prisma.session.update({
      where: { id: session.id },
      data: { lastMessageText: text },
    });
    known[session.id] = name;
  }
  const find = async (search: string) => {
    const where = {
      AND: [visibleSessions(agent), matchingSessions(agent, { search }, (await today(core)).start)],
    };
    const rows = await core.database.prisma.session.findMany({ where, select: { id: true } });
    return rows.map(({ id }) => known[id]).toSorted();
  };
  expect(await find('女士')).toEqual(['byNickname']);
  expect(await find('周三')).toEqual(['byNote']);
  expect(await find('100%')).toEqual(['byMessage']);
  expect(await find('BYNICK')).toEqual(['byNickname']);
  expect(await find('  ')).toHaveLength(4);
});
