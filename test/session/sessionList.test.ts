import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgentActor } from '../../api/core/actor.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(() => core.close());

/** What the console asks for its list. */
const source = `query($first: Int!, $after: String) {
  sessions(first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { node {
      id version unreadCount waitingSince lastMessage { text } viewerCanSend
      visitor { nickname } owner { displayName } site { name } department { name }
    } }
  }
}`;
interface Page {
  sessions: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string };
    edges: { node: { id: string; waitingSince: string | null } }[];
  };
}

async function page(actor: AgentActor, first: number, after?: string): Promise<Page['sessions']> {
  return (await executeAs<Page>(core, actor, source, { first, after })).sessions;
}

/** A department with as many live sessions as asked for, each visitor having written at another time. */
async function buildBusyDepartment(count: number) {
  const department = await buildDepartment(core);
  const site = await buildSite(core, department);
  const agent = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS']);
  for (let index = 0; index < count; index++) {
    const { visitor, session } = await buildVisitor(core, site);
    core.clock.advance(1000);
    if (index % 3)
      await sendMessage(core, visitor, { sessionId: session.id, clientId: randomUUID(), text: 'hello' });
  }
  return { agent };
}

test('a list takes as many SQL statements for thirty sessions as for three', async () => {
  const [few, many] = [await buildBusyDepartment(3), await buildBusyDepartment(30)];
  const statementsOf = async (agent: AgentActor, first: number) => {
    const before = core.statements.length;
    const { edges } = await page(agent, first);
    return { rows: edges.length, statements: core.statements.slice(before) };
  };
  // The organisation's time zone is read once.
  await page(few.agent, 1);
  const short = await statementsOf(few.agent, 50);
  const long = await statementsOf(many.agent, 50);
  expect([short.rows, long.rows]).toEqual([3, 30]);
  expect(long.statements).toHaveLength(short.statements.length);
  // The page, its four relations and the count.
  expect(short.statements.length).toBeLessThanOrEqual(6);
});

test('who waits longest stands first, and pages follow each other without a gap', async () => {
  const { agent } = await buildBusyDepartment(12);
  const whole = await page(agent, 50);
  expect(whole.totalCount).toBe(12);
  const waiting = whole.edges.map(({ node }) => node.waitingSince);
  const answered = waiting.filter((since) => since === null).length;
  expect(waiting.slice(0, 12 - answered)).toEqual(waiting.filter((since) => since !== null).toSorted());
  const paged: string[] = [];
  for (let after: string | undefined; ;) {
    const { edges, pageInfo } = await page(agent, 5, after);
    paged.push(...edges.map(({ node }) => node.id));
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  expect(paged).toEqual(whole.edges.map(({ node }) => node.id));
});

test('sending a message takes two statements: the right to, and the message', async () => {
  const department = await buildDepartment(core);
  const { visitor, session } = await buildVisitor(core, await buildSite(core, department));
  const before = core.statements.length;
  await sendMessage(core, visitor, { sessionId: session.id, clientId: randomUUID(), text: 'hello' });
  expect(core.statements.slice(before)).toHaveLength(2);
});
