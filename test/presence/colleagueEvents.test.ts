import { graphql } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rightsTopic, signInTopic } from '../../api/agent/agentEvents.ts';
import { followColleagueStatus } from '../../api/agent/followColleagueStatus.ts';
import { setStatus } from '../../api/agent/setStatus.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { NotSignedInError } from '../../api/core/errors.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import type { Context } from '../../schema/context.ts';
import { schema } from '../../schema/index.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(() => core.close());

/** The next events of a stream, each as its type or as whose status it tells. */
async function hear(stream: AsyncIterableIterator<{ type: string }>, count: number): Promise<unknown[]> {
  const heard: unknown[] = [];
  while (heard.length < count) {
    const { value, done } = await stream.next();
    if (done) return [...heard, 'the end'];
    const { type, agentId, status } = value as { type: string; agentId?: string; status?: string };
    heard.push(type === 'AgentStatusChanged' ? [agentId, status] : type);
  }
  return heard;
}

/** A root with one department below and one beside it, and an agent in each. */
async function buildTree() {
  const root = await buildDepartment(core);
  const [middle, beside] = [await buildDepartment(core, root), await buildDepartment(core, root)];
  const below = await buildDepartment(core, middle);
  const agentOf = async (department: typeof root, ...permissions: 'SEE_ALL_SESSIONS'[]) =>
    buildAgent(core, department, permissions);
  return {
    root: await agentOf(root),
    middle: await agentOf(middle),
    below: await agentOf(below),
    beside: await agentOf(beside),
    everywhere: await agentOf(beside, 'SEE_ALL_SESSIONS'),
  };
}

const choose = (actor: AgentActor, status: 'ONLINE' | 'BUSY' | 'AWAY') => setStatus(core, actor, { status });

test('an agent hears of the own department and those below, of everybody with the permission, and of no others', async () => {
  const tree = await buildTree();
  const heardBy = async (actor: AgentActor, count: number) => {
    const stream = await followColleagueStatus(core, actor);
    expect(await hear(stream, 1)).toEqual(['StreamStarted']);
    return () => hear(stream, count).finally(() => stream.return?.());
  };
  const ofMiddle = await heardBy(tree.middle, 2);
  const ofBelow = await heardBy(tree.below, 1);
  const ofEverywhere = await heardBy(tree.everywhere, 4);
  for (const actor of [tree.root, tree.beside, tree.middle, tree.below]) await choose(actor, 'BUSY');
  const told = (...actors: AgentActor[]) => actors.map(({ agentId }) => [agentId, 'BUSY']);
  expect(await ofMiddle()).toEqual(told(tree.middle, tree.below));
  expect(await ofBelow()).toEqual(told(tree.below));
  expect(await ofEverywhere()).toEqual(told(tree.root, tree.beside, tree.middle, tree.below));
});

test('who is moved to another department hears of its agents from then on, and not of the former ones', async () => {
  const tree = await buildTree();
  const stream = await followColleagueStatus(core, tree.below);
  await hear(stream, 1);
  const { departmentId } = tree.beside;
  await core.database.prisma.agent.update({ where: { id: tree.below.agentId }, data: { departmentId } });
  core.pubsub.publish([{ topic: rightsTopic(tree.below.agentId), event: { type: 'RightsChanged' } }]);
  expect(await hear(stream, 1)).toEqual(['StreamStarted']);
  await choose(tree.middle, 'BUSY');
  await choose(tree.beside, 'BUSY');
  expect(await hear(stream, 1)).toEqual([[tree.beside.agentId, 'BUSY']]);
  await stream.return?.();
});

test('a stream ends with its sign-in, and does not begin without one', async () => {
  const { below } = await buildTree();
  const stream = await followColleagueStatus(core, below);
  await hear(stream, 1);
  await core.database.prisma.signIn.delete({ where: { id: below.credential.id } });
  core.pubsub.publish([{ topic: signInTopic(below.credential.id), event: { type: 'SignInEnded' } }]);
  expect(await hear(stream, 1)).toEqual(['the end']);
  await expect(followColleagueStatus(core, below)).rejects.toThrow(NotSignedInError);
});

test('the live sessions of all colleagues are counted by as many SQL statements as those of one', async () => {
  const department = await buildDepartment(core);
  const site = await buildSite(core, department);
  const viewer = await buildAgent(core, department);
  const listColleagues = async () => {
    const before = core.statements.length;
    const connection = { requestId: '', address: '', userAgent: '', ownOrigin: '', signInCookie: undefined };
    const contextValue: Context = { ...connection, core, actor: viewer };
    const source = '{ colleagues { id status statusChangedAt liveSessionsCount } }';
    const { data, errors } = await graphql({ schema, source, contextValue });
    if (!data) throw new Error(JSON.stringify(errors));
    const counts = (data.colleagues as { liveSessionsCount: number }[]).map((one) => one.liveSessionsCount);
    return { counts: counts.toSorted(), statements: core.statements.length - before };
  };
  const addColleague = async (liveCount: number, endedCount: number) => {
    const { agentId: ownerId } = await buildAgent(core, department);
    for (let index = 0; index < liveCount + endedCount; index++) {
      const { session, visitor } = await buildVisitor(core, site);
      await sendMessage(core, visitor, { sessionId: session.id, clientId: 'hello', text: 'hello' });
      const endedAt = index < endedCount ? core.clock.now() : null;
      await core.database.prisma.session.update({ where: { id: session.id }, data: { ownerId, endedAt } });
    }
  };
  await addColleague(2, 1);
  const one = await listColleagues();
  for (const [live, ended] of [
    [0, 2],
    [1, 0],
    [3, 3],
  ] as const)
    await addColleague(live, ended);
  const four = await listColleagues();
  expect([one.counts, four.counts]).toEqual([[2], [0, 1, 2, 3]]);
  expect(four.statements).toBe(one.statements);
});
