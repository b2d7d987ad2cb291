import { afterAll, beforeAll, expect, test } from 'vitest';
import { previewAssignment } from '../../api/assignment/previewAssignment.ts';
import { setCapacity } from '../../api/agent/setCapacity.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { setSiteDepartments } from '../../api/site/setSiteDepartments.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(() => core.close());

async function buildDesk() {
  const root = await buildDepartment(core);
  const department = await buildDepartment(core, root);
  const site = await buildSite(core, department);
  const admin = await buildAgent(core, root, ['MANAGE_SITES', 'MANAGE_AGENTS']);
  const [one, two] = [await buildAgent(core, department), await buildAgent(core, department)];
  await core.database.prisma.agent.updateMany({
    where: { id: { in: [one.agentId, two.agentId] } },
    data: { status: 'ONLINE' },
  });
  return { root, department, site, admin, one, two };
}
const rowOf = ({ agentId }: AgentActor) =>
  core.database.prisma.agent.findUniqueOrThrow({ where: { id: agentId } });

test('a preview says who would answer, which is who does, and changes nothing', async () => {
  const { site, admin } = await buildDesk();
  for (let count = 0; count < 4; count++) {
    const decisions = await core.database.prisma.assignment.count();
    const preview = await previewAssignment(core, admin, { siteId: site.id });
    expect(preview.reason).toBe('LEAST_LOADED');
    expect(preview.candidates[0]?.agentId).toBe(preview.agentId);
    expect(await core.database.prisma.assignment.count()).toBe(decisions);
    const { session } = await buildVisitor(core, site);
    const { ownerId } = await core.database.prisma.session.findUniqueOrThrow({ where: { id: session.id } });
    expect(ownerId).toBe(preview.agentId);
    core.clock.advance(1000);
  }
});

test('a returning visitor would go to the agent of before, while there is room', async () => {
  const { site, department, admin, two } = await buildDesk();
  await buildVisitor(core, site);
  const asked = { siteId: site.id, previousAgentId: two.agentId };
  const same = await previewAssignment(core, admin, asked);
  expect(same).toMatchObject({ reason: 'SAME_AGENT', agent: { agentId: two.agentId } });
  await setCapacity(core, admin, { departmentId: department.id, capacity: 0 });
  const none = await previewAssignment(core, admin, asked);
  expect(none).toMatchObject({ reason: 'NOBODY_REACHABLE', agent: null });
});

test('at another hour the working hours of that hour count', async () => {
  const { site, department, admin } = await buildDesk();
  // 2026-11-22 is a Sunday; 08:00 in UTC is 16:00 in Shanghai.
  const workingHours = [{ weekdays: [7], from: '09:00', to: '18:00' }];
  const departments = [{ departmentId: department.id, workingHours }];
  await setSiteDepartments(core, admin, { siteId: site.id, departments });
  const at = (hour: string) => new Date(`2026-11-22T${hour}:00Z`);
  const open = await previewAssignment(core, admin, { siteId: site.id, at: at('01:00') });
  expect(open).toMatchObject({ reason: 'LEAST_LOADED', departments: [{ isOpen: true }] });
  const closed = await previewAssignment(core, admin, { siteId: site.id, at: at('10:00') });
  expect(closed).toMatchObject({
    reason: 'OUTSIDE_WORKING_HOURS',
    agent: null,
    departments: [{ isOpen: false }],
  });
});

test('only who manages sites or sees assignments is told', async () => {
  const { site, one, admin } = await buildDesk();
  await expect(previewAssignment(core, one, { siteId: site.id })).rejects.toThrow(NotAllowedError);
  const missing = { siteId: '0198d7c0-0000-7000-8000-000000000000' };
  await expect(previewAssignment(core, admin, missing)).rejects.toThrow(NotFoundError);
  const source = `query ($id: ID!) { assignmentPreview(siteId: $id) { ... on AssignmentPreview {
    reason waitingCount agent { displayName lastAssignedAt } departments { isOpen serving { department { name } } } } } }`;
  const answer = await executeAs<{ assignmentPreview: object }>(core, admin, source, { id: site.id });
  expect(answer.assignmentPreview).toMatchObject({ reason: 'LEAST_LOADED', waitingCount: 0 });
});

test('a department’s agents get another capacity together, but for those whom one may not change', async () => {
  const { department, admin, one, two, site } = await buildDesk();
  const mighty = await buildAgent(core, department, ['MANAGE_ROLES']);
  const input = { departmentId: department.id, capacity: 1 };
  expect(await setCapacity(core, admin, input)).toEqual({ changedCount: 2, skippedCount: 1 });
  expect([await rowOf(one), await rowOf(two), await rowOf(mighty)].map(({ capacity }) => capacity)).toEqual([
    1, 1, 10,
  ]);
  for (let count = 0; count < 3; count++) await buildVisitor(core, site);
  const waiting = await previewAssignment(core, admin, { siteId: site.id });
  expect(waiting).toMatchObject({ reason: 'QUEUED', waitingCount: 1 });
  // Who waits gets the room at once.
  await setCapacity(core, admin, { ...input, capacity: 2 });
  expect((await previewAssignment(core, admin, { siteId: site.id })).waitingCount).toBe(0);
  const elsewhere = await buildDepartment(core);
  const outOfReach = { departmentId: elsewhere.id, capacity: 1 };
  await expect(setCapacity(core, admin, outOfReach)).rejects.toThrow(NotFoundError);
});
