import { afterAll, beforeAll, expect, test } from 'vitest';
import { blockVisitor } from '../../api/block/blockVisitor.ts';
import { unblockVisitor } from '../../api/block/unblockVisitor.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(() => core.close());

const rights: Permission[] = [
  'SEE_DEPARTMENT_SESSIONS',
  'BLOCK_VISITORS',
  'ASSIST_SESSIONS',
  'UNBLOCK_VISITORS',
];

async function buildBlocked(reason: string, expiresAt?: Date) {
  const department = await buildDepartment(core);
  const agent = await buildAgent(core, department, rights);
  const { session, visitor } = await buildVisitor(core, await buildSite(core, department));
  await blockVisitor(core, agent, { sessionId: session.id, reason, expiresAt });
  return { department, agent, session, visitor };
}

interface Page {
  blocks: {
    totalCount: number;
    edges: { node: { reason: string; sessionId: string | null; visitor: { id: string } } }[];
  };
}
async function blocksFor(actor: AgentActor, search?: string) {
  const source =
    'query ($search: String) { blocks(search: $search) { totalCount edges { node { reason sessionId visitor { id } } } } }';
  const { blocks } = await executeAs<Page>(core, actor, source, { search });
  expect(blocks.totalCount).toBe(blocks.edges.length);
  return blocks.edges.map(({ node }) => node);
}

test('who unblocks sees who is blocked, why, and from which session', async () => {
  const { agent, session, visitor } = await buildBlocked('广告');
  expect(await blocksFor(agent)).toEqual([
    { reason: '广告', sessionId: session.id, visitor: { id: visitor.visitorId } },
  ]);
  await unblockVisitor(core, agent, { sessionId: session.id });
  expect(await blocksFor(agent)).toEqual([]);
});

test('blocks of visitors whom one may not see are told to nobody', async () => {
  await buildBlocked('辱骂');
  const stranger = await buildAgent(core, await buildDepartment(core), rights);
  expect(await blocksFor(stranger)).toEqual([]);
  const all = await buildAgent(core, await buildDepartment(core), ['UNBLOCK_VISITORS', 'SEE_ALL_SESSIONS']);
  expect((await blocksFor(all, '辱骂')).map(({ reason }) => reason)).toEqual(['辱骂']);
});

test('blocks are found by reason and by who blocked, and those that are over are not shown', async () => {
  const soon = new Date(core.clock.now().getTime() + 60_000);
  const { agent } = await buildBlocked('恶意刷屏', soon);
  expect(await blocksFor(agent, '刷屏')).toHaveLength(1);
  expect(await blocksFor(agent, agent.displayName.toUpperCase())).toHaveLength(1);
  expect(await blocksFor(agent, '%')).toHaveLength(0);
  core.clock.advance(60_000);
  expect(await blocksFor(agent)).toHaveLength(0);
});
