import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ConnectedSocket, connectAgent } from '../../api/agent/connectAgent.ts';
import { deactivateAgent } from '../../api/agent/deactivateAgent.ts';
import { disconnectAgent } from '../../api/agent/disconnectAgent.ts';
import { renewGracePeriods } from '../../api/agent/renewGracePeriods.ts';
import { setStatus } from '../../api/agent/setStatus.ts';
import { signIn } from '../../api/agent/signIn.ts';
import { signOut, signOutEverywhere } from '../../api/agent/signOut.ts';
import { authenticateAgent } from '../../api/agent/authenticateAgent.ts';
import { hashPassword } from '../../api/agent/password.ts';
import { sweepLostConnections } from '../../api/agent/sweepLostConnections.ts';
import { sweepUnreachableAgents } from '../../api/agent/sweepUnreachableAgents.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import type { Core } from '../../api/core/core.ts';
import { InvalidInputError } from '../../api/core/errors.ts';
import { renewProcessLease } from '../../api/core/serverProcess.ts';
import { updateSettings } from '../../api/setting/updateSettings.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
/** Another process on the same database. */
let other: Core;
let passwordHash: string;
beforeAll(async () => {
  core = await buildTestCore();
  other = { ...core, processId: randomUUID() };
  passwordHash = await hashPassword('right');
});
beforeEach(() => renewProcessLease(core));
afterAll(() => core.close());

const minute = 60_000;

/** An agent who has just signed in. */
async function buildSignedIn(): Promise<AgentActor> {
  const { agentId } = await buildAgent(core, await buildDepartment(core));
  await core.database.prisma.signIn.deleteMany({ where: { agentId } });
  const login = `agent-${randomUUID()}`;
  await core.database.prisma.agent.update({ where: { id: agentId }, data: { login, passwordHash } });
  return signInAgain(login);
}

async function signInAgain(login: string): Promise<AgentActor> {
  const device = { address: randomUUID(), userAgent: 'Test browser' };
  const { token } = await signIn(core, { login, password: 'right' }, device);
  const actor = await authenticateAgent(core, token);
  if (!actor) throw new Error('not signed in');
  return actor;
}

const stateOf = ({ agentId }: AgentActor) =>
  core.database.prisma.agent.findUniqueOrThrow({
    where: { id: agentId },
    include: { connections: { select: { id: true, processId: true } } },
  });
const statusOf = async (actor: AgentActor) => (await stateOf(actor)).status;
/** What colleagues heard of an agent. */
const toldOf = (actor: AgentActor) =>
  core.published
    .filter(({ topic }) => topic === `agentStatus:department:${actor.departmentId}`)
    .map(({ event }) => (event as { status: string }).status);

async function connect(actor: AgentActor, process: Core = core): Promise<ConnectedSocket> {
  const socket = { id: randomUUID(), agentId: actor.agentId, signInId: actor.credential.id };
  await connectAgent(process, socket);
  return socket;
}

/** What the process that sweeps does every second. */
async function sweep(process: Core = core): Promise<void> {
  await sweepLostConnections(process);
  await sweepUnreachableAgents(process);
}

describe('a status', () => {
  test('is ONLINE after every sign-in, whatever was chosen before', async () => {
    const agent = await buildSignedIn();
    expect(await statusOf(agent)).toBe('ONLINE');
    const { login } = await stateOf(agent);
    await setStatus(core, agent, { status: 'AWAY' });
    expect(await statusOf(agent)).toBe('AWAY');
    await signInAgain(login);
    expect(await stateOf(agent)).toMatchObject({ status: 'ONLINE', chosenStatus: 'ONLINE' });
    expect(toldOf(agent)).toEqual(['ONLINE', 'AWAY', 'ONLINE']);
  });

  test('is chosen at once, and told only when it is another', async () => {
    const agent = await buildSignedIn();
    await connect(agent);
    const { statusChangedAt } = await setStatus(core, agent, { status: 'BUSY' });
    core.clock.advance(1000);
    expect(await setStatus(core, agent, { status: 'BUSY' })).toMatchObject({
      status: 'BUSY',
      statusChangedAt,
    });
    expect(toldOf(agent)).toEqual(['ONLINE', 'BUSY']);
  });

  test('cannot be chosen to be OFFLINE', async () => {
    const agent = await buildSignedIn();
    await expect(setStatus(core, agent, { status: 'OFFLINE' })).rejects.toThrow(InvalidInputError);
    expect(await statusOf(agent)).toBe('ONLINE');
  });

  test('is OFFLINE at once with the last sign-out, not with one of several', async () => {
    const agent = await buildSignedIn();
    const second = await signInAgain((await stateOf(agent)).login);
    await connect(agent);
    await signOut(core, second);
    expect(await statusOf(agent)).toBe('ONLINE');
    await signOut(core, agent);
    expect(await statusOf(agent)).toBe('OFFLINE');
    const third = await signInAgain((await stateOf(agent)).login);
    await signInAgain((await stateOf(agent)).login);
    await signOutEverywhere(core, third);
    expect(toldOf(agent)).toEqual(['ONLINE', 'OFFLINE', 'ONLINE', 'OFFLINE']);
  });

  test('is OFFLINE at once when the agent is deactivated, and no connection brings it back', async () => {
    const agent = await buildSignedIn();
    await connect(agent);
    const department = await core.database.prisma.department.findUniqueOrThrow({
      where: { id: agent.departmentId },
    });
    const manager = await buildAgent(core, department, ['MANAGE_AGENTS']);
    await deactivateAgent(core, manager, { agentId: agent.agentId });
    await connect(agent);
    expect(await statusOf(agent)).toBe('OFFLINE');
    expect(toldOf(agent)).toEqual(['ONLINE', 'OFFLINE']);
  });

  test('does not come back with a connection that is written after its sign-out', async () => {
    const agent = await buildSignedIn();
    await signOut(core, agent);
    await connect(agent);
    expect(await stateOf(agent)).toMatchObject({ status: 'OFFLINE', connections: [] });
  });

  test('has a later moment with every change, though the clock stands', async () => {
    const agent = await buildSignedIn();
    const moments = [];
    for (const status of ['BUSY', 'AWAY', 'ONLINE'] as const)
      moments.push((await setStatus(core, agent, { status })).statusChangedAt.getTime());
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    expect(new Set(moments).size).toBe(3);
  });
});

describe('a connection that drops', () => {
  test('changes nothing until the grace period is over; then the agent is OFFLINE', async () => {
    const agent = await buildSignedIn();
    const socket = await connect(agent);
    await disconnectAgent(core, socket);
    core.clock.advance(minute - 1);
    await sweep();
    expect(await statusOf(agent)).toBe('ONLINE');
    core.clock.advance(1);
    await sweep();
    expect(await statusOf(agent)).toBe('OFFLINE');
    expect(toldOf(agent)).toEqual(['ONLINE', 'OFFLINE']);
  });

  test.each([
    ['short', 30_000, ['ONLINE', 'BUSY']],
    ['long', 2 * minute, ['ONLINE', 'BUSY', 'OFFLINE', 'BUSY']],
  ])('for a %s time leaves BUSY in force afterwards', async (_what, milliseconds, told) => {
    const agent = await buildSignedIn();
    const socket = await connect(agent);
    await setStatus(core, agent, { status: 'BUSY' });
    await disconnectAgent(core, socket);
    core.clock.advance(milliseconds);
    await sweep();
    await connect(agent);
    core.clock.advance(5 * minute);
    await sweep();
    expect(await stateOf(agent)).toMatchObject({ status: 'BUSY', unreachableSince: null });
    expect(toldOf(agent)).toEqual(told);
  });

  test('is nothing while another tab or device is there, in whichever process', async () => {
    await renewProcessLease(other);
    const agent = await buildSignedIn();
    const tabs = [await connect(agent), await connect(agent), await connect(agent, other)];
    expect((await stateOf(agent)).connections).toHaveLength(3);
    for (const [index, tab] of tabs.entries()) {
      expect((await stateOf(agent)).unreachableSince).toBeNull();
      await disconnectAgent(index === 2 ? other : core, tab);
      core.clock.advance(2 * minute);
      if (index < 2) await sweep();
    }
    expect((await stateOf(agent)).unreachableSince).not.toBeNull();
    expect(await statusOf(agent)).toBe('ONLINE');
    expect(toldOf(agent)).toEqual(['ONLINE']);
  });

  test('begins the grace period also when the last two tabs close at the same instant, again and again', async () => {
    const agent = await buildSignedIn();
    for (let round = 0; round < 10; round++) {
      const tabs = await Promise.all([connect(agent), connect(agent)]);
      expect((await stateOf(agent)).unreachableSince).toBeNull();
      await Promise.all(tabs.map((tab) => disconnectAgent(core, tab)));
      expect((await stateOf(agent)).unreachableSince).not.toBeNull();
    }
  });

  test('is as long as the setting says', async () => {
    const admin = await buildAgent(core, await buildDepartment(core), ['MANAGE_SETTINGS']);
    const agent = await buildSignedIn();
    await disconnectAgent(core, await connect(agent));
    await updateSettings(core, admin, { agentGraceSeconds: 300 });
    core.clock.advance(4 * minute);
    await sweep();
    expect(await statusOf(agent)).toBe('ONLINE');
    await updateSettings(core, admin, { agentGraceSeconds: 60 });
    await sweep();
    expect(await statusOf(agent)).toBe('OFFLINE');
  });

  test('counts also for who signed in and never connected', async () => {
    const agent = await buildSignedIn();
    core.clock.advance(minute);
    await sweep();
    expect(await statusOf(agent)).toBe('OFFLINE');
    await setStatus(core, agent, { status: 'BUSY' });
    core.clock.advance(minute - 1);
    await sweep();
    expect(await statusOf(agent)).toBe('BUSY');
    core.clock.advance(1);
    await sweep();
    expect(await statusOf(agent)).toBe('OFFLINE');
  });

  test('is not forgotten by a restart, and begins anew where nobody could connect', async () => {
    const agent = await buildSignedIn();
    await disconnectAgent(core, await connect(agent));
    core.clock.advance(50_000);
    const restarted = { ...core, processId: randomUUID() };
    await sweep(restarted);
    expect(await statusOf(agent)).toBe('ONLINE');
    await renewGracePeriods(restarted);
    core.clock.advance(minute - 1);
    await sweep(restarted);
    expect(await statusOf(agent)).toBe('ONLINE');
    core.clock.advance(1);
    await sweep(restarted);
    expect(await statusOf(agent)).toBe('OFFLINE');
  });
});

describe('a process that dies', () => {
  const die = () =>
    core.database.query(
      `UPDATE "ServerProcess" SET "leaseEndsAt" = clock_timestamp() - interval '1 second' WHERE "id" = $1::uuid`,
      [other.processId],
    );

  test('takes its connections with it when its lease is over; those of other processes stay', async () => {
    await renewProcessLease(other);
    const [lost, kept] = [await buildSignedIn(), await buildSignedIn()];
    await connect(lost, other);
    await connect(kept, other);
    await connect(kept, core);
    await die();
    await sweep();
    expect(await stateOf(lost)).toMatchObject({ status: 'ONLINE', connections: [] });
    expect((await stateOf(lost)).unreachableSince).toEqual(core.clock.now());
    expect((await stateOf(kept)).connections).toEqual([
      { id: expect.any(String), processId: core.processId },
    ]);
    core.clock.advance(minute);
    await sweep();
    expect([await statusOf(lost), await statusOf(kept)]).toEqual(['OFFLINE', 'ONLINE']);
  });

  test('cannot write connections before it has its place again', async () => {
    const agent = await buildSignedIn();
    const stranger = { ...core, processId: randomUUID() };
    await expect(connect(agent, stranger)).rejects.toThrow();
    await renewProcessLease(stranger);
    await connect(agent, stranger);
    expect((await stateOf(agent)).connections).toHaveLength(1);
  });
});

describe('the sweeps', () => {
  test('tell a change once, though two processes run them at the same instant', async () => {
    const agents = [await buildSignedIn(), await buildSignedIn(), await buildSignedIn()];
    for (const agent of agents) await disconnectAgent(core, await connect(agent));
    core.clock.advance(minute);
    await Promise.all([sweep(core), sweep(other), sweep(core)]);
    for (const agent of agents) expect(toldOf(agent)).toEqual(['ONLINE', 'OFFLINE']);
  });

  test('write nothing when there is nothing to do', async () => {
    await sweep();
    const before = core.statements.length;
    await sweep();
    expect(core.statements.slice(before)).toHaveLength(3);
  });

  test('never take somebody for gone who connects at the same instant', async () => {
    const agent = await buildSignedIn();
    for (let round = 0; round < 10; round++) {
      const tab = await connect(agent);
      await Promise.all([disconnectAgent(core, tab), connect(agent), sweep()]);
      expect((await stateOf(agent)).unreachableSince).toBeNull();
      await core.database.prisma.agentConnection.deleteMany({ where: { agentId: agent.agentId } });
      await Promise.all([connect(agent), sweep(), sweep(other)]);
      expect((await stateOf(agent)).unreachableSince).toBeNull();
    }
  });
});

test('after any history, a grace period runs for exactly those who are signed in and not connected', async () => {
  const agents = await Promise.all([buildSignedIn(), buildSignedIn(), buildSignedIn()]);
  const { login } = await stateOf(agents[0]);
  const random = (count: number) => Math.floor(Math.random() * count);
  for (let round = 0; round < 5; round++) {
    const tabs = agents.map((): ConnectedSocket[] => []);
    await Promise.all([renewProcessLease(core), renewProcessLease(other)]);
    const step = async () => {
      const index = random(agents.length);
      const [agent, open] = [agents[index], tabs[index]];
      if (!agent || !open) return;
      const tab = open.at(-1);
      if (random(10) === 0) await sweep(random(2) ? core : other);
      else if (random(20) === 0) await signInAgain(login);
      else if (random(2) && tab) await disconnectAgent(core, open.pop() ?? tab);
      else open.push(await connect(agent, random(2) ? core : other));
    };
    const walk = async () => {
      for (let count = 0; count < 12; count++) await step();
    };
    await Promise.all([walk(), walk(), walk()]);
    for (const agent of agents) {
      const { status, unreachableSince, connections } = await stateOf(agent);
      expect([status, unreachableSince === null]).toEqual(['ONLINE', connections.length > 0]);
    }
    await core.database.prisma.serverProcess.deleteMany();
    await sweep();
    for (const agent of agents) expect((await stateOf(agent)).unreachableSince).not.toBeNull();
  }
}, 60_000);

test('a tab takes four statements to come and four to go, the first and the last one five', async () => {
  const agent = await buildSignedIn();
  const statementsOf = async (work: () => Promise<unknown>) => {
    const before = core.statements.length;
    await work();
    return core.statements.slice(before).filter((text) => !/^(BEGIN|COMMIT|--)/.test(text));
  };
  const socket = { agentId: agent.agentId, signInId: agent.credential.id };
  const first = { id: randomUUID(), ...socket };
  const second = { id: randomUUID(), ...socket };
  // Two locks, sign-in, connection; with the first one the agent too.
  expect(await statementsOf(() => connectAgent(core, first))).toHaveLength(5);
  expect(await statementsOf(() => connectAgent(core, second))).toHaveLength(4);
  // Two locks, connection, what is left; with the last one the agent too.
  expect(await statementsOf(() => disconnectAgent(core, first))).toHaveLength(4);
  expect(await statementsOf(() => disconnectAgent(core, second))).toHaveLength(5);
});
