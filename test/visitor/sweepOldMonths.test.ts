import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { partitionOf } from '../../api/message/messageMonthRules.ts';
import { messageMonths } from '../../api/message/messageMonths.ts';
import { sweepMessageMonths } from '../../api/message/sweepMessageMonths.ts';
import { writeNote } from '../../api/message/writeNote.ts';
import { keepTalksSearchable } from '../../api/search/keepTalksSearchable.ts';
import { endSession } from '../../api/session/endSession.ts';
import { updateSettings } from '../../api/setting/updateSettings.ts';
import { sweepOldMonths } from '../../api/visitor/sweepOldMonths.ts';
import { sweepOldVisitors } from '../../api/visitor/sweepOldVisitors.ts';
import { buildConversationOf, month, placesOf } from '../message/build.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore | undefined;
beforeEach(async () => {
  await core?.close();
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
  const now = month(2025, 1);
  await sweepMessageMonths({ ...core, clock: { now: () => now } });
});
afterAll(() => core?.close());

const [january, february] = [month(2025, 1), month(2025, 2)];
const theCore = (): TestCore => core as TestCore;
const partitions = async () => (await messageMonths(theCore().database.query)).map(partitionOf);

/** A talk that is over, of a visitor who was not seen since so many days. */
async function buildTalkOf(began: Date, unseenDays: number) {
  const { database, clock } = theCore();
  const talk = await buildConversationOf(theCore(), began, '我的秘密');
  await endSession(theCore(), talk.agent, { sessionId: talk.sessionId });
  const lastSeenAt = new Date(clock.now().getTime() - unseenDays * 86_400_000);
  await database.prisma.visitor.update({ where: { id: talk.visitor.visitorId }, data: { lastSeenAt } });
  return talk;
}

async function keepFor(retentionDays: number): Promise<void> {
  const admin = await buildAgent(theCore(), await buildDepartment(theCore()), ['MANAGE_SETTINGS']);
  await updateSettings(theCore(), admin, { retentionDays });
}

const messagesOf = (sessionId: string) =>
  theCore().database.prisma.message.findMany({ where: { sessionId, text: { not: '' } } });

test('a month past retention is dropped whole, and what is not due stays', async () => {
  const due = [await buildTalkOf(january, 31), await buildTalkOf(january, 400)];
  const [dueToo, kept] = [await buildTalkOf(february, 31), await buildTalkOf(february, 29)];
  await sweepOldMonths(theCore());
  expect(await messagesOf(due[0]?.sessionId ?? '')).toHaveLength(1);
  await keepFor(30);
  await sweepOldMonths(theCore());
  expect(await partitions()).not.toContain('Message_2025_01');
  for (const { sessionId } of due) expect(await placesOf(theCore(), sessionId)).toEqual([]);
  for (const { sessionId } of [dueToo, kept]) expect(await messagesOf(sessionId)).toHaveLength(1);
  await sweepOldVisitors(theCore());
  expect(await messagesOf(dueToo.sessionId)).toEqual([]);
  expect(await messagesOf(kept.sessionId)).toHaveLength(1);
  const { prisma } = theCore().database;
  expect(await prisma.visitor.count({ where: { erasedAt: { not: null } } })).toBe(3);
  expect(await prisma.session.count()).toBe(4);
});

test('a month stays while a session of it is live, or its visitor has come back', async () => {
  await buildTalkOf(january, 31);
  const live = await buildConversationOf(theCore(), january);
  const again = await buildTalkOf(february, 31);
  const { prisma } = theCore().database;
  await prisma.visitor.update({ where: { id: live.visitor.visitorId }, data: { lastSeenAt: january } });
  await prisma.session.create({
    data: {
      visitorId: again.visitor.visitorId,
      siteId: again.visitor.siteId,
      departmentId: again.department.id,
    },
  });
  await keepFor(30);
  await sweepOldMonths(theCore());
  expect(await partitions()).toEqual(expect.arrayContaining(['Message_2025_01', 'Message_2025_02']));
  await live.say('我还在');
  expect(await messagesOf(again.sessionId)).toHaveLength(1);
});

test('with a month goes what stands elsewhere of its messages: files, what search keeps, and who was called', async () => {
  const talk = await buildConversationOf(theCore(), january, '我的秘密');
  const { prisma } = theCore().database;
  const [file, shared] = [randomUUID(), randomUUID()];
  for (const id of [file, shared])
    await prisma.attachment.create({
      data: {
        id,
        kind: 'FILE',
        name: 'x.pdf',
        mediaType: 'application/pdf',
        size: 1,
        agentId: talk.agent.agentId,
      },
    });
  const elsewhere = await buildConversationOf(theCore(), month(2025, 3));
  const attach = (sessionId: string, seq: number, attachmentId: string) =>
    prisma.message.update({ where: { sessionId_seq: { sessionId, seq } }, data: { attachmentId } });
  await talk.say('second');
  await attach(talk.sessionId, 1, file);
  await attach(talk.sessionId, 2, shared);
  await attach(elsewhere.sessionId, 1, shared);
  const colleague = await buildAgent(theCore(), talk.department, ['SEE_DEPARTMENT_SESSIONS']);
  await writeNote(theCore(), talk.agent, {
    sessionId: talk.sessionId,
    clientId: randomUUID(),
    text: '@',
    mentionedAgentIds: [colleague.agentId],
  });
  await endSession(theCore(), talk.agent, { sessionId: talk.sessionId });
  await keepTalksSearchable(theCore());
  const unread = await buildTalkOf(january, 400);
  expect(await prisma.searchableTalk.count({ where: { sessionId: talk.sessionId } })).toBe(1);
  await prisma.visitor.update({ where: { id: talk.visitor.visitorId }, data: { lastSeenAt: january } });
  await keepFor(30);
  await sweepOldMonths(theCore());
  expect(await partitions()).not.toContain('Message_2025_01');
  const discarded = await prisma.attachment.findMany({ where: { discardedAt: { not: null } } });
  expect(discarded.map(({ id }) => id)).toEqual([file]);
  expect(await prisma.searchableTalk.count({ where: { sessionId: talk.sessionId } })).toBe(0);
  const mentions = 'query { mentions(first: 5) { edges { node { message { text } } } unreadCount } }';
  expect(await executeAs(theCore(), colleague, mentions)).toEqual({
    mentions: { edges: [], unreadCount: 0 },
  });
  await keepTalksSearchable(theCore());
  const { searchableSeq, lastSeq } = await prisma.session.findUniqueOrThrow({
    where: { id: unread.sessionId },
  });
  expect(searchableSeq).toBe(lastSeq);
});

test('a session whose month is gone is read and listed as one without messages, and a late message is kept', async () => {
  const talk = await buildTalkOf(january, 31);
  await keepFor(30);
  await sweepOldMonths(theCore());
  const source = `query($id: ID!) { session(id: $id) { ... on Session { lastSeq messages(last: 5) { edges { node { text } } } } } }`;
  const { session } = await executeAs<{ session: object }>(theCore(), talk.agent, source, {
    id: talk.sessionId,
  });
  expect(session).toEqual({ lastSeq: expect.any(Number), messages: { edges: [] } });
  await theCore().database.prisma.session.update({ where: { id: talk.sessionId }, data: { endedAt: null } });
  await talk.say('还有人吗？');
  expect(await placesOf(theCore(), talk.sessionId)).toEqual(['Message_default']);
});

test('an empty month of long ago is dropped, one in which something was said is not, whatever is kept', async () => {
  const said = await buildConversationOf(theCore(), february);
  await sweepOldMonths(theCore());
  expect(await partitions()).not.toContain('Message_2025_01');
  expect(await partitions()).not.toContain('Message_2025_03');
  expect(await placesOf(theCore(), said.sessionId)).toEqual(['Message_2025_02']);
});
