import { afterAll, beforeAll, expect, test } from 'vitest';
import { queuePosition } from '../../api/assignment/queuePosition.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(() => core.close());

test('a visitor’s place in the queue counts those of the department who came before and wait still', async () => {
  const department = await buildDepartment(core);
  const site = await buildSite(core, department);
  const agent = await buildAgent(core, department);
  const ids: string[] = [];
  for (let arrival = 0; arrival < 5; arrival++) {
    ids.push((await buildVisitor(core, site)).session.id);
    // The third and the fourth arrive at the same instant.
    if (arrival !== 2) core.clock.advance(1000);
  }
  const elsewhere = await buildVisitor(core, await buildSite(core, await buildDepartment(core)));
  const { session } = core.database.prisma;
  const queuedAt = core.clock.now();
  await session.updateMany({ where: { id: { in: [...ids, elsewhere.session.id] } }, data: { queuedAt } });
  const places = async () => {
    const rows = await session.findMany({ where: { id: { in: ids } }, orderBy: { startedAt: 'asc' } });
    const byId = new Map(
      await Promise.all(rows.map(async (row) => [row.id, await queuePosition(core, row)] as const)),
    );
    return ids.map((id) => byId.get(id));
  };
  expect(await places()).toEqual([1, 2, 3, 4, 5]);
  // One is answered, one leaves, one no longer waits: they have no place, and nobody stands behind them.
  const [first = '', second = '', third = ''] = ids;
  await session.update({ where: { id: first }, data: { ownerId: agent.agentId, queuedAt: null } });
  await session.update({ where: { id: second }, data: { endedAt: core.clock.now() } });
  await session.update({ where: { id: third }, data: { queuedAt: null } });
  expect(await places()).toEqual([null, null, null, 1, 2]);
});
