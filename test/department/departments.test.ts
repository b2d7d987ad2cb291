import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rightsTopic } from '../../api/agent/agentEvents.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { DomainError, InvalidInputError, NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { createDepartment } from '../../api/department/createDepartment.ts';
import { deleteDepartment } from '../../api/department/deleteDepartment.ts';
import {
  DepartmentCycleError,
  DepartmentInUseError,
  DepartmentTooDeepError,
} from '../../api/department/departmentErrors.ts';
import { maxDepth } from '../../api/department/departmentRules.ts';
import { moveDepartment } from '../../api/department/moveDepartment.ts';
import { renameDepartment } from '../../api/department/renameDepartment.ts';
import { endSession } from '../../api/session/endSession.ts';
import type { Department } from '../../prisma/generated/client/client.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
let root: Department;
/** Manages the departments below `root`. */
let manager: AgentActor;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
  root = await buildDepartment(core);
  manager = await buildAgent(core, root, ['MANAGE_DEPARTMENTS', 'END_COLLEAGUES_SESSIONS']);
});
afterAll(() => core.close());

const create = (parentId: string | null, actor = manager) =>
  createDepartment(core, actor, { name: `Department ${randomUUID()}`, parentId });
const move = (departmentId: string, parentId: string | null, actor = manager) =>
  moveDepartment(core, actor, { departmentId, parentId });
const place = (departmentId: string, parentId: string, position: number) =>
  moveDepartment(core, manager, { departmentId, parentId, position });
const idsBelow = async (parentId: string) => {
  const below = { where: { parentId }, orderBy: { position: 'asc' } } as const;
  return (await core.database.prisma.department.findMany(below)).map(({ id }) => id);
};
const find = (id: string) => core.database.prisma.department.findUniqueOrThrow({ where: { id } });

/** Departments whose path is not that of their parent with their own id behind it. */
async function wrongPaths(): Promise<string[]> {
  const departments = await core.database.prisma.department.findMany({ include: { parent: true } });
  return departments
    .filter(({ id, parent, path }) => path !== `${parent?.path ?? ''}${id}/`)
    .map(({ id }) => id);
}

test('a department is made below another one, as its last', async () => {
  const parent = await create(root.id);
  const [first, second] = [await create(parent.id), await create(parent.id)];
  expect(first).toMatchObject({ parentId: parent.id, path: `${parent.path}${first.id}/`, position: 0 });
  expect(second).toMatchObject({ position: 1 });
});

test('a department is renamed; a name that is empty or too long changes nothing', async () => {
  const { id: departmentId, name } = await create(root.id);
  for (const bad of ['', ' ', 'x'.repeat(101)])
    await expect(renameDepartment(core, manager, { departmentId, name: bad })).rejects.toThrow(
      InvalidInputError,
    );
  expect(await find(departmentId)).toMatchObject({ name });
  expect(await renameDepartment(core, manager, { departmentId, name: ' 外科 ' })).toMatchObject({
    name: '外科',
  });
});

test('a department moves with everything below it', async () => {
  const [from, to] = [await create(root.id), await create(root.id)];
  const moved = await create(from.id);
  const below = await create((await create(moved.id)).id);
  await move(moved.id, to.id);
  expect((await find(below.id)).path.startsWith(`${to.path}${moved.id}/`)).toBe(true);
  expect(await wrongPaths()).toEqual([]);
});

test('a department takes a place among the others, below the same one or another', async () => {
  const [parent, other] = [await create(root.id), await create(root.id)];
  const ids: string[] = [];
  for (let index = 0; index < 3; index++) ids.push((await create(parent.id)).id);
  const [a = '', b = '', c = ''] = ids;
  await place(c, parent.id, 0);
  expect(await idsBelow(parent.id)).toEqual([c, a, b]);
  await place(c, parent.id, 1);
  expect(await idsBelow(parent.id)).toEqual([a, c, b]);
  const { id: d } = await create(other.id);
  await place(d, parent.id, 1);
  expect(await idsBelow(parent.id)).toEqual([a, d, c, b]);
  expect(await place(a, parent.id, 99)).toMatchObject({ position: 3 });
  expect(await idsBelow(parent.id)).toEqual([d, c, b, a]);
  expect(await wrongPaths()).toEqual([]);
});

test('no department moves below itself, also when two move at once', async () => {
  const [a, b] = [await create(root.id), await create(root.id)];
  const belowA = await create(a.id);
  await expect(move(a.id, a.id)).rejects.toThrow(DepartmentCycleError);
  await expect(move(a.id, belowA.id)).rejects.toThrow(DepartmentCycleError);
  const outcomes = await Promise.allSettled([move(a.id, b.id), move(b.id, belowA.id)]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await wrongPaths()).toEqual([]);
});

test('the tree does not grow deeper than its limit, neither by making nor by moving', async () => {
  let deepest = await create(root.id);
  while (deepest.path.split('/').length - 1 < maxDepth) deepest = await create(deepest.id);
  await expect(create(deepest.id)).rejects.toThrow(DepartmentTooDeepError);
  const tall = await create(root.id);
  await create(tall.id);
  const { parentId } = deepest;
  await expect(move(tall.id, parentId)).rejects.toThrow(DepartmentTooDeepError);
});

test('whatever is moved wherever, paths and parents agree', async () => {
  const departments = [await create(root.id)];
  for (let index = 0; index < 7; index++)
    departments.push(await create(departments[Math.floor(index / 2)]?.id ?? root.id));
  const anyone = fc.integer({ min: 0, max: departments.length - 1 });
  const moves = fc.array(fc.tuple(anyone, anyone), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(moves, async (pairs) => {
      await Promise.all(
        pairs.map(([what, where]) =>
          move(departments[what]?.id ?? '', departments[where]?.id ?? '').catch((error: unknown) => {
            if (!(error instanceof DomainError)) throw error;
          }),
        ),
      );
      expect(await wrongPaths()).toEqual([]);
    }),
    { numRuns: 15 },
  );
});

test('only an empty department is deleted, and its ended sessions go to the department above', async () => {
  const department = await create(root.id);
  const departmentId = department.id;
  const remove = () => deleteDepartment(core, manager, { departmentId });
  const child = await create(departmentId);
  await expect(remove()).rejects.toMatchObject({ childrenCount: 1, agentsCount: 0, sessionsCount: 0 });
  await deleteDepartment(core, manager, { departmentId: child.id });
  const agent = await buildAgent(core, department);
  await expect(remove()).rejects.toMatchObject({ agentsCount: 1 });
  await core.database.prisma.agent.update({ where: { id: agent.agentId }, data: { departmentId: root.id } });
  const { session } = await buildVisitor(core, await buildSite(core, department));
  await expect(remove()).rejects.toThrow(DepartmentInUseError);
  await expect(remove()).rejects.toMatchObject({ sessionsCount: 1 });
  const supervisor = await buildAgent(core, root, ['SEE_DEPARTMENT_SESSIONS', 'END_COLLEAGUES_SESSIONS']);
  await endSession(core, supervisor, { sessionId: session.id });
  expect(await remove()).toBe(departmentId);
  const kept = await core.database.prisma.session.findUniqueOrThrow({ where: { id: session.id } });
  expect(kept.departmentId).toBe(root.id);
});

test('without seeing the whole organisation, nobody manages departments beside or above their own', async () => {
  const elsewhere = await buildDepartment(core);
  const own = await create(root.id);
  for (const attempt of [
    () => create(elsewhere.id),
    () => move(own.id, elsewhere.id),
    () => move(elsewhere.id, own.id),
    () => renameDepartment(core, manager, { departmentId: elsewhere.id, name: 'x' }),
    () => deleteDepartment(core, manager, { departmentId: elsewhere.id }),
  ]) {
    const strange = await attempt().catch((error: unknown) => error);
    expect(strange).toEqual(new NotFoundError('department'));
  }
  await expect(create(null)).rejects.toThrow(NotAllowedError);
  await expect(move(own.id, null)).rejects.toThrow(NotAllowedError);
  const chief = await buildAgent(core, root, ['MANAGE_DEPARTMENTS', 'SEE_ALL_SESSIONS']);
  expect(await move(elsewhere.id, own.id, chief)).toMatchObject({ parentId: own.id });
  expect(await create(null, chief)).toMatchObject({ parentId: null });
});

test('who works in, above or below a moved department is told that rights have changed, nobody else', async () => {
  const [from, to, aside] = [await create(root.id), await create(root.id), await create(root.id)];
  const moved = await create(from.id);
  const concerned = await Promise.all(
    [from, to, moved, await create(moved.id)].map((department) => buildAgent(core, department)),
  );
  const unconcerned = await buildAgent(core, aside);
  await move(moved.id, to.id);
  for (const { agentId } of concerned) expect(core.typesOn(rightsTopic(agentId))).toEqual(['RightsChanged']);
  expect(core.typesOn(rightsTopic(unconcerned.agentId))).toEqual([]);
});

test('an agent reads the whole tree as a list, by one statement', async () => {
  const plain = await buildAgent(core, root);
  const before = core.statements.length;
  const { departments } = await executeAs<{ departments: { id: string; parentId: string | null }[] }>(
    core,
    plain,
    '{ departments { id name parentId } }',
  );
  expect(core.statements.slice(before)).toHaveLength(1);
  expect(departments).toHaveLength(await core.database.prisma.department.count());
  expect(departments).toContainEqual(expect.objectContaining({ id: root.id, parentId: null }));
});
