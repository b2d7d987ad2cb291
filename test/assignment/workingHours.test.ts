import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { setStatus } from '../../api/agent/setStatus.ts';
import { sweepWaitingSessions } from '../../api/assignment/sweepWaitingSessions.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { setSiteDepartments } from '../../api/site/setSiteDepartments.ts';
import { isOpen, workingHoursFrom, type WorkingHours } from '../../api/site/workingHoursRules.ts';
import type { Department, Session, Site } from '../../prisma/generated/client/client.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

const weekdays = [1, 2, 3, 4, 5];
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const china = 'Asia/Shanghai';
/** A moment by a clock in China, which never changes: 2026-11-23 is a Monday. */
const inChina = (text: string) => new Date(`${text}+08:00`);
const open = (hours: WorkingHours[], moment: Date, zone = china) => isOpen(hours, moment, zone);

test('hours begin with their first minute and end before their last, on their weekdays only', () => {
  const office = [{ weekdays, from: '08:30', to: '17:30' }];
  expect(open(office, inChina('2026-11-23T08:29:59.999'))).toBe(false);
  expect(open(office, inChina('2026-11-23T08:30:00'))).toBe(true);
  expect(open(office, inChina('2026-11-27T17:29:59.999'))).toBe(true);
  expect(open(office, inChina('2026-11-27T17:30:00'))).toBe(false);
  expect(open(office, inChina('2026-11-28T12:00:00'))).toBe(false);
  expect(open(office, inChina('2026-11-29T12:00:00'))).toBe(false);
});

test('hours over midnight belong to the day on which they begin', () => {
  const night = [{ weekdays: [5], from: '22:00', to: '06:00' }];
  expect(open(night, inChina('2026-11-27T21:59:00'))).toBe(false);
  expect(open(night, inChina('2026-11-27T22:00:00'))).toBe(true);
  expect(open(night, inChina('2026-11-28T05:59:00'))).toBe(true);
  expect(open(night, inChina('2026-11-28T06:00:00'))).toBe(false);
  expect(open(night, inChina('2026-11-27T05:00:00'))).toBe(false);
  const sunday = [{ weekdays: [7], from: '22:00', to: '06:00' }];
  expect(open(sunday, inChina('2026-11-30T05:00:00'))).toBe(true);
});

test('24:00 is the end of the day, and the same time twice is a whole day', () => {
  const late = [{ weekdays: [1], from: '18:00', to: '24:00' }];
  expect(open(late, inChina('2026-11-23T23:59:59.999'))).toBe(true);
  expect(open(late, inChina('2026-11-24T00:00:00'))).toBe(false);
  const whole = [{ weekdays: [1], from: '00:00', to: '24:00' }];
  expect(open(whole, inChina('2026-11-23T00:00:00'))).toBe(true);
  expect(open(whole, inChina('2026-11-22T23:59:59'))).toBe(false);
  const round = [{ weekdays: [1], from: '09:00', to: '09:00' }];
  expect(open(round, inChina('2026-11-23T08:59:00'))).toBe(false);
  expect(open(round, inChina('2026-11-23T09:00:00'))).toBe(true);
  expect(open(round, inChina('2026-11-24T08:59:00'))).toBe(true);
  expect(open(round, inChina('2026-11-24T09:00:00'))).toBe(false);
});

test('several hours of a day add up, and none at all means always', () => {
  const both = [
    { weekdays: everyDay, from: '08:00', to: '12:00' },
    { weekdays: everyDay, from: '14:00', to: '18:00' },
  ];
  const at = (hour: string) => open(both, inChina(`2026-11-23T${hour}:00`));
  expect(['07:59', '08:00', '11:59', '12:00', '14:00', '18:00'].map(at)).toEqual([
    false,
    true,
    true,
    false,
    true,
    false,
  ]);
  expect(open([], inChina('2026-11-23T03:00:00'))).toBe(true);
});

test('it is the clock of the organisation that counts', () => {
  const morning = [{ weekdays: [1], from: '08:00', to: '12:00' }];
  const moment = new Date('2026-11-23T00:30:00Z');
  expect(open(morning, moment, china)).toBe(true);
  expect(open(morning, moment, 'Europe/Berlin')).toBe(false);
  // There it is Sunday still.
  expect(open(morning, new Date('2026-11-23T15:00:00Z'), 'Pacific/Honolulu')).toBe(false);
  expect(open(morning, new Date('2026-11-23T18:00:00Z'), 'Pacific/Honolulu')).toBe(true);
});

test('on the days on which clocks change, hours are those that the clock shows', () => {
  const zone = 'Europe/Berlin';
  const office = [{ weekdays: everyDay, from: '08:00', to: '17:00' }];
  const dates = { '2026-03-28': 7, '2026-03-29': 6, '2026-10-24': 6, '2026-10-25': 7 };
  for (const [date, hour] of Object.entries(dates)) {
    expect(open(office, new Date(`${date}T0${hour}:00:00Z`), zone)).toBe(true);
    expect(open(office, new Date(`${date}T0${hour - 1}:59:59Z`), zone)).toBe(false);
  }
  // From two to three does not exist in March, and comes twice in October.
  const small = [{ weekdays: everyDay, from: '02:00', to: '03:00' }];
  expect(open(small, new Date('2026-03-29T00:59:59Z'), zone)).toBe(false);
  expect(open(small, new Date('2026-03-29T01:00:00Z'), zone)).toBe(false);
  expect(open(small, new Date('2026-10-25T00:30:00Z'), zone)).toBe(true);
  expect(open(small, new Date('2026-10-25T01:30:00Z'), zone)).toBe(true);
  const night = [{ weekdays: [6], from: '22:00', to: '06:00' }];
  expect(open(night, new Date('2026-03-29T03:59:00Z'), zone)).toBe(true);
  expect(open(night, new Date('2026-03-29T04:00:00Z'), zone)).toBe(false);
  expect(open(night, new Date('2026-10-25T04:59:00Z'), zone)).toBe(true);
  expect(open(night, new Date('2026-10-25T05:00:00Z'), zone)).toBe(false);
});

test('what is stored and cannot be read closes nothing', () => {
  for (const stored of [null, 'always', [{ weekdays: [8], from: '08:00', to: '12:00' }]])
    expect(workingHoursFrom(stored)).toEqual([]);
});

let core: TestCore;
let root: Department;
let department: Department;
let site: Site;
let admin: AgentActor;
/** The hour is 16:00 on a Sunday in China when a test begins. */
const monday = [{ weekdays: [1], from: '08:00', to: '12:00' }];
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '100000' });
});
afterAll(() => core.close());
beforeEach(async () => {
  await core.database.prisma.session.deleteMany();
  core.clock.advance(inChina('2026-11-22T16:00:00').getTime() - core.clock.now().getTime());
  root = await buildDepartment(core);
  department = await buildDepartment(core, root);
  site = await buildSite(core, department);
  admin = await buildAgent(core, root, ['MANAGE_SITES', 'MANAGE_AGENTS']);
});

async function buildOnline(place: Department): Promise<AgentActor> {
  const agent = await buildAgent(core, place);
  await setStatus(core, agent, { status: 'ONLINE' });
  return agent;
}
const serve = (...departments: { departmentId: string; workingHours?: WorkingHours[] }[]) =>
  setSiteDepartments(core, admin, { siteId: site.id, departments });
const during = ({ id }: Department, workingHours?: WorkingHours[]) => ({
  departmentId: id,
  ...(workingHours && { workingHours }),
});
const enter = async () => (await buildVisitor(core, site)).session;
const fresh = ({ id }: Session) => core.database.prisma.session.findUniqueOrThrow({ where: { id } });
const reasonsOf = async ({ id }: Session) => {
  const all = await core.database.prisma.assignment.findMany({
    where: { sessionId: id },
    orderBy: { decidedAt: 'asc' },
  });
  return all.map(({ reason }) => reason);
};

test('outside of working hours nobody is given a visitor, and at opening the first sweep gives those who wait', async () => {
  const lin = await buildOnline(department);
  await serve(during(department, monday));
  const sessions = [await enter(), await enter()];
  const [first] = sessions;
  expect(sessions.map(({ ownerId, queuedAt }) => [ownerId, queuedAt])).toEqual([
    [null, null],
    [null, null],
  ]);
  core.clock.advance(inChina('2026-11-23T07:59:59').getTime() - core.clock.now().getTime());
  await sweepWaitingSessions(core);
  expect((await Promise.all(sessions.map(fresh))).map(({ ownerId }) => ownerId)).toEqual([null, null]);
  core.clock.advance(1000);
  await sweepWaitingSessions(core);
  expect((await Promise.all(sessions.map(fresh))).map(({ ownerId }) => ownerId)).toEqual([
    lin.agentId,
    lin.agentId,
  ]);
  expect(first && (await reasonsOf(first))).toEqual(['OUTSIDE_WORKING_HOURS', 'LEAST_LOADED']);
});

test('who stands in the queue at closing time waits for the opening, and those who are answered stay where they are', async () => {
  const lin = await buildOnline(department);
  await core.database.prisma.agent.update({ where: { id: lin.agentId }, data: { capacity: 1 } });
  await serve(during(department, [{ weekdays: [7], from: '09:00', to: '17:00' }]));
  const answered = await enter();
  core.clock.advance(1000);
  const queued = await enter();
  expect([answered.ownerId, queued.queuedAt !== null]).toEqual([lin.agentId, true]);
  core.clock.advance(3600_000);
  await sweepWaitingSessions(core);
  expect((await fresh(answered)).ownerId).toBe(lin.agentId);
  expect((await fresh(queued)).queuedAt).toBeNull();
  expect(await reasonsOf(queued)).toEqual(['QUEUED', 'OUTSIDE_WORKING_HOURS']);
});

test('another department and other hours are in force at once, for those too who wait', async () => {
  const other = await buildDepartment(core, root);
  const wang = await buildOnline(other);
  const waiting = await enter();
  expect(waiting.ownerId).toBeNull();
  await serve(during(other, monday));
  expect((await fresh(waiting)).ownerId).toBeNull();
  await serve(during(other));
  expect((await fresh(waiting)).ownerId).toBe(wang.agentId);
});

test('who waits is in sight of the department that serves the site now', async () => {
  const other = await buildDepartment(core, root);
  const waiting = await enter();
  await serve(during(other), during(department));
  expect((await fresh(waiting)).departmentId).toBe(other.id);
});

test('departments are asked in order, the next one when the one before is full or closed', async () => {
  const second = await buildDepartment(core, root);
  const [lin, wang] = [await buildOnline(department), await buildOnline(second)];
  await core.database.prisma.agent.update({ where: { id: lin.agentId }, data: { capacity: 2 } });
  await serve(during(department), during(second));
  const owners = [];
  for (let index = 0; index < 3; index++) owners.push((await enter()).ownerId);
  expect(owners).toEqual([lin.agentId, lin.agentId, wang.agentId]);
  await serve(during(second), during(department));
  expect((await enter()).ownerId).toBe(wang.agentId);
  await core.database.prisma.session.deleteMany();
  await serve(during(department, monday), during(second));
  expect((await enter()).ownerId).toBe(wang.agentId);
});

test('who may not manage sites changes nothing, and neither does what is wrong', async () => {
  const agent = await buildAgent(core, department);
  const elsewhere = await buildDepartment(core);
  const give = (actor: AgentActor, siteId: string, ...departments: unknown[]) =>
    setSiteDepartments(core, actor, { siteId, departments } as Parameters<typeof setSiteDepartments>[2]);
  const hours = (workingHours: unknown) => ({ departmentId: department.id, workingHours });
  await expect(give(agent, site.id)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  await expect(give(admin, root.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(give(admin, site.id, during(elsewhere))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (const wrong of [
    [during(department), during(department)],
    [hours([{ weekdays: [0], from: '08:00', to: '12:00' }])],
    [hours([{ weekdays: [], from: '08:00', to: '12:00' }])],
    [hours([{ weekdays: [1], from: '8:00', to: '12:00' }])],
    [hours([{ weekdays: [1], from: '08:00', to: '24:01' }])],
    [hours(Array.from({ length: 21 }, () => ({ weekdays: [1], from: '08:00', to: '12:00' })))],
  ])
    await expect(give(admin, site.id, ...wrong)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  const serving = await core.database.prisma.siteDepartment.findMany({ where: { siteId: site.id } });
  expect(serving).toMatchObject([{ departmentId: department.id, workingHours: [] }]);
});
