import { afterAll, beforeAll, expect, test } from 'vitest';
import { AgentPresence } from '../../api/agent/presence.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { renewProcessLease } from '../../api/core/serverProcess.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

/** The database takes this process for dead: its place and its connections are gone. */
const forgetProcess = () => core.database.prisma.serverProcess.deleteMany({ where: { id: core.processId } });
const connectionsOf = ({ agentId }: AgentActor) =>
  core.database.prisma.agentConnection.count({ where: { agentId } });
const buildColleagues = async (count: number) => {
  const department = await buildDepartment(core);
  return Promise.all(Array.from({ length: count }, () => buildAgent(core, department)));
};

test('sockets of one agent are connections of one agent, written one after another and gone with their close', async () => {
  await renewProcessLease(core);
  const presence = new AgentPresence(core);
  const [agent, colleague] = await buildColleagues(2);
  if (!agent || !colleague) throw new Error('not built');
  const closes = [agent, agent, colleague].map((actor) => presence.open(actor));
  await presence.repair(false);
  expect([await connectionsOf(agent), await connectionsOf(colleague)]).toEqual([2, 1]);
  closes[0]?.();
  closes[2]?.();
  await presence.repair(false);
  expect([await connectionsOf(agent), await connectionsOf(colleague)]).toEqual([1, 0]);
});

test('a socket that closes before it was written leaves nothing behind', async () => {
  await renewProcessLease(core);
  const presence = new AgentPresence(core);
  const [agent] = await buildColleagues(1);
  if (!agent) throw new Error('not built');
  for (let index = 0; index < 5; index++) presence.open(agent)();
  await presence.repair(false);
  expect(await connectionsOf(agent)).toBe(0);
});

test('what could not be written is written later, and what was closed meanwhile is not', async () => {
  await forgetProcess();
  const presence = new AgentPresence(core);
  const [agent, colleague] = await buildColleagues(2);
  if (!agent || !colleague) throw new Error('not built');
  presence.open(agent);
  const close = presence.open(colleague);
  await presence.repair(false);
  expect([await connectionsOf(agent), await connectionsOf(colleague)]).toEqual([0, 0]);
  close();
  await renewProcessLease(core);
  await presence.repair(false);
  expect([await connectionsOf(agent), await connectionsOf(colleague)]).toEqual([1, 0]);
});

test('a process that was taken for dead writes all its connections anew', async () => {
  await renewProcessLease(core);
  const presence = new AgentPresence(core);
  const agents = await buildColleagues(5);
  for (const agent of agents) presence.open(agent);
  await presence.repair(false);
  await forgetProcess();
  expect(await Promise.all(agents.map(connectionsOf))).toEqual([0, 0, 0, 0, 0]);
  await presence.repair(await renewProcessLease(core));
  expect(await Promise.all(agents.map(connectionsOf))).toEqual([1, 1, 1, 1, 1]);
});

test('a database that answers nothing makes neither opening nor closing wait or fail', async () => {
  const prisma = new Proxy(core.database.prisma, {
    get: (target, key) =>
      key === '$transaction'
        ? () => Promise.reject(new Error('away'))
        : (target as unknown as Record<PropertyKey, unknown>)[key],
  });
  const presence = new AgentPresence({ ...core, database: { ...core.database, prisma } });
  const [agent] = await buildColleagues(1);
  if (!agent) throw new Error('not built');
  presence.open(agent)();
  presence.open(agent);
  await presence.repair(true);
  await presence.stop();
  expect(await connectionsOf(agent)).toBe(0);
});
