import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgentActor } from '../../api/core/actor.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

const source = `query($filter: SessionFilterInput, $first: Int, $after: String, $last: Int, $before: String) {
  sessions(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { node { id } }
  }
}`;
interface Page {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
  edges: { node: { id: string } }[];
}
interface Ask {
  first?: number;
  after?: string;
  last?: number;
  before?: string;
}

/** An agent with sessions that were left without a word, some of them at the same moment. */
async function buildLeft(count: number) {
  const department = await buildDepartment(core);
  const site = await buildSite(core, department);
  const agent = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS']);
  const { visitor, session } = await buildVisitor(core, site);
  const { visitorId } = visitor;
  const now = core.clock.now().getTime();
  await core.database.prisma.session.createMany({
    data: Array.from({ length: count }, (_, n) => ({
      visitorId,
      siteId: site.id,
      departmentId: department.id,
      endedAt: new Date(now - Math.floor(n / 3) * 1_000),
    })),
  });
  return { agent, live: session };
}

async function page(actor: AgentActor, ask: Ask, list = 'LEFT'): Promise<Page> {
  return (await executeAs<{ sessions: Page }>(core, actor, source, { filter: { list }, ...ask })).sessions;
}
const idsOf = ({ edges }: Page) => edges.map(({ node }) => node.id);

test('pages of ended sessions follow each other without a gap, forwards and backwards, and read no more than they show', async () => {
  const { agent } = await buildLeft(20);
  const whole = idsOf(await page(agent, { first: 50 }));
  expect(whole).toHaveLength(20);
  const forwards: string[] = [];
  let after: string | undefined;
  for (let more = true; more;) {
    const before = core.statements.length;
    const some = await page(agent, { first: 7, ...(after && { after }) });
    const [read] = core.statements.slice(before).filter((text) => text.includes('ORDER BY'));
    expect(read).toMatch(/LIMIT/);
    forwards.push(...idsOf(some));
    [after, more] = [some.pageInfo.endCursor, some.pageInfo.hasNextPage];
  }
  expect(forwards).toEqual(whole);
  const last = await page(agent, { last: 6 });
  expect(idsOf(last)).toEqual(whole.slice(14));
  const beforeIt = await page(agent, { last: 6, before: last.pageInfo.startCursor });
  expect(idsOf(beforeIt)).toEqual(whole.slice(8, 14));
  expect(beforeIt.pageInfo.hasPreviousPage).toBe(true);
  const beginning = await page(agent, { last: 10, before: beforeIt.pageInfo.startCursor });
  expect(idsOf(beginning)).toEqual(whole.slice(0, 8));
  expect(beginning.pageInfo.hasPreviousPage).toBe(false);
});

test('behind the cursor of a session that is gone, or is not over, there is nothing', async () => {
  const { agent, live } = await buildLeft(3);
  const { pageInfo } = await page(agent, { first: 2 });
  const [, second] = idsOf(await page(agent, { first: 2 }));
  await core.database.prisma.session.delete({ where: { id: second ?? '' } });
  expect(idsOf(await page(agent, { first: 2, after: pageInfo.endCursor }))).toEqual([]);
  const { pageInfo: ofLive } = await page(agent, { first: 1 }, 'ONLINE');
  expect(live.endedAt).toBeNull();
  expect(idsOf(await page(agent, { first: 2, after: ofLive.endCursor }))).toEqual([]);
});

test('those that left without a word are counted up to 1,000, all others without a limit', async () => {
  const { agent } = await buildLeft(1_010);
  expect((await page(agent, { first: 1 })).totalCount).toBe(1_000);
  const counts = 'query { sessionCounts { list count } }';
  const { sessionCounts } = await executeAs<{ sessionCounts: object[] }>(core, agent, counts);
  expect(sessionCounts).toContainEqual({ list: 'LEFT', count: 1_000 });
  const [some] = await core.database.prisma.session.findMany({ where: { departmentId: agent.departmentId } });
  await core.database.prisma.session.updateMany({
    where: { departmentId: agent.departmentId, id: { not: some?.id ?? '' } },
    data: { visitorSpokeAt: core.clock.now(), endedAt: core.clock.now() },
  });
  expect((await page(agent, { first: 1 }, 'TALKED')).totalCount).toBe(1_010);
});
