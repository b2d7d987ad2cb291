import { afterAll, beforeAll, expect, test } from 'vitest';
import { NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { tagVisitor } from '../../api/tag/tagVisitor.ts';
import { untagVisitor } from '../../api/tag/untagVisitor.ts';
import { followSessionList } from '../../api/session/followSessionList.ts';
import { followSession } from '../../api/session/followSession.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

async function buildTagged() {
  const department = await buildDepartment(core);
  const agent = await buildAgent(core, department, ['EDIT_VISITORS']);
  const guest = await buildVisitor(core, await buildSite(core, department));
  const tags = await core.database.prisma.tag.findMany({
    where: { isSystem: true },
    orderBy: { position: 'asc' },
  });
  const [first, second] = tags;
  if (!first || !second) throw new Error('the product ships with system tags');
  const sessionId = guest.session.id;
  return { department, agent, ...guest, sessionId, first, second, tags };
}

test('the product ships with the four system tags', async () => {
  const { tags } = await buildTagged();
  expect(tags.map(({ name }) => name)).toEqual(['转微', '转电', '预约', '到诊']);
});

test('a tagging keeps who, when and on which message, and is there once however often it is asked for', async () => {
  const { agent, visitor, sessionId, first } = await buildTagged();
  const input = { sessionId, tagId: first.id, seq: 99 };
  const version = (await tagVisitor(core, agent, input)).version;
  expect((await tagVisitor(core, agent, input)).version).toBe(version);
  const taggings = await core.database.prisma.tagging.findMany({ where: { visitorId: visitor.visitorId } });
  // There is no message 99.
  expect(taggings).toMatchObject([{ agentId: agent.agentId, sessionId, seq: null, isAutomatic: false }]);
  expect(taggings[0]?.taggedAt).toEqual(core.clock.now());
});

test('taking a tag away leaves the history, and it can be given again', async () => {
  const { agent, visitor, sessionId, first, second } = await buildTagged();
  await tagVisitor(core, agent, { sessionId, tagId: first.id });
  await tagVisitor(core, agent, { sessionId, tagId: second.id });
  await untagVisitor(core, agent, { sessionId, tagId: first.id });
  await untagVisitor(core, agent, { sessionId, tagId: first.id });
  const source =
    'query ($id: ID!) { session(id: $id) { ... on Session { visitor { tags { name } } messages(first: 9) { edges { node { notice about isInternal } } } } } }';
  const { session } = await executeAs<{
    session: { visitor: { tags: { name: string }[] }; messages: { edges: { node: object }[] } };
  }>(core, agent, source, { id: sessionId });
  expect(session.visitor.tags).toEqual([{ name: second.name }]);
  expect(session.messages.edges.map(({ node }) => node)).toEqual([
    { notice: 'VISITOR_TAGGED', about: first.name, isInternal: true },
    { notice: 'VISITOR_TAGGED', about: second.name, isInternal: true },
    { notice: 'VISITOR_UNTAGGED', about: first.name, isInternal: true },
  ]);
  await tagVisitor(core, agent, { sessionId, tagId: first.id });
  expect(await core.database.prisma.tagging.count({ where: { visitorId: visitor.visitorId } })).toBe(3);
});

test('lists and threads of agents hear of it at once, the visitor never does', async () => {
  const { agent, visitor, sessionId, first } = await buildTagged();
  const list = await followSessionList(core, agent);
  const thread = await followSession(core, agent, { sessionId, after: 0 });
  await list.next();
  await thread.next();
  const before = core.published.length;
  await tagVisitor(core, agent, { sessionId, tagId: first.id });
  const told = { type: 'VisitorChanged', visitor: { id: visitor.visitorId } };
  // After the line in the thread, which the list hears of as well.
  const ofList = [(await list.next()).value, (await list.next()).value];
  expect(ofList[1]).toMatchObject(told);
  const ofThread = [(await thread.next()).value, (await thread.next()).value];
  expect(ofThread).toContainEqual(expect.objectContaining({ type: 'VisitorChanged' }));
  const heardByVisitor = core.published
    .slice(before)
    .filter(({ topic }) => topic === `session:${sessionId}` || topic === `session:${sessionId}:visitor`);
  expect(heardByVisitor).toEqual([]);
  await list.return?.();
  await thread.return?.();
});

test('only who may edit the visitor of a session that they see can tag', async () => {
  const { department, sessionId, first, visitor } = await buildTagged();
  const input = { sessionId, tagId: first.id };
  const without = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS', 'ASSIST_SESSIONS']);
  const stranger = await buildAgent(core, await buildDepartment(core), ['EDIT_VISITORS']);
  const unknown = { sessionId, tagId: sessionId };
  await expect(tagVisitor(core, without, input)).rejects.toThrow(NotAllowedError);
  await expect(tagVisitor(core, stranger, input)).rejects.toThrow(NotFoundError);
  const editor = await buildAgent(core, department, ['EDIT_VISITORS']);
  await expect(tagVisitor(core, editor, unknown)).rejects.toThrow(NotFoundError);
  expect(await core.database.prisma.tagging.count({ where: { visitorId: visitor.visitorId } })).toBe(0);
});
