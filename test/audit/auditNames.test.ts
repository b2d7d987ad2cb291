import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../../api/agent/createAgent.ts';
import { updateAgent } from '../../api/agent/updateAgent.ts';
import { createRole } from '../../api/role/createRole.ts';
import { deleteRole } from '../../api/role/deleteRole.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
let chief: AgentActor;
beforeAll(async () => {
  core = await buildTestCore();
  chief = await buildAgent(core, await buildDepartment(core), Object.values(Permission));
});
afterAll(() => core.close());

interface Entry {
  action: string;
  targetName: string | null;
  changes: { field: string; beforeName: string | null; afterName: string | null }[];
}
async function entries(filter: object): Promise<Entry[]> {
  const source = `query ($filter: AuditFilterInput) { auditEntries(filter: $filter) { edges { node {
    action targetName changes { field beforeName afterName } } } } }`;
  type Answer = { auditEntries: { edges: { node: Entry }[] } };
  const { auditEntries } = await executeAs<Answer>(core, chief, source, { filter });
  return auditEntries.edges.map(({ node }) => node);
}

test('an entry tells the names of what it was done to and of what changed, also of what is gone', async () => {
  const one = await createRole(core, chief, { name: '前台', permissions: [] });
  const other = await createRole(core, chief, { name: '夜班', permissions: [] });
  const agent = await createAgent(core, chief, {
    login: 'qian',
    displayName: '钱医助',
    password: 'long enough',
    departmentId: chief.departmentId,
    roleId: one.id,
  });
  await updateAgent(core, chief, { agentId: agent.id, roleId: other.id });
  await deleteRole(core, chief, { roleId: one.id });
  const [update] = await entries({ targetId: agent.id });
  expect(update).toEqual({
    action: 'updateAgent',
    targetName: '钱医助',
    changes: [{ field: 'roleId', beforeName: null, afterName: '夜班' }],
  });
  const [deletion] = await entries({ targetId: one.id });
  expect(deletion).toMatchObject({ action: 'deleteRole', targetName: '前台' });
});

test('entries are found by a part of the name of who did it', async () => {
  await createRole(core, chief, { name: 'x', permissions: [] });
  const part = chief.displayName.slice(2, 9).toUpperCase();
  expect(await entries({ agentName: part })).not.toEqual([]);
  expect(await entries({ agentName: '%' })).toEqual([]);
});

test('names cost a number of statements that does not grow with the entries', async () => {
  const cost = async () => {
    const before = core.statements.length;
    await entries({});
    return core.statements.length - before;
  };
  const few = await cost();
  for (let number = 0; number < 20; number++)
    await createRole(core, chief, { name: `role ${number}`, permissions: [] });
  expect(await cost()).toBe(few);
});
