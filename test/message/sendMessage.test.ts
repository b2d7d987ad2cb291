import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../api/core/actor.ts';
import { InvalidInputError, NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { endSession } from '../../api/session/endSession.ts';
import { SessionEndedError } from '../../api/session/sessionErrors.ts';
import { sessionTopic } from '../../api/session/sessionEvents.ts';
import { buildAgent, buildConversation, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(() => core.close());

const say = (actor: Actor, sessionId: string, text: string, clientId: string = randomUUID()) =>
  sendMessage(core, actor, { sessionId, clientId, text });
const stored = (sessionId: string) =>
  core.database.prisma.message.findMany({ where: { sessionId }, orderBy: { seq: 'asc' } });

test('messages sent at the same instant from both sides are numbered 1, 2, 3… without a gap', async () => {
  const { visitor, agent, session } = await buildConversation(core);
  await say(agent, session.id, '您好');
  const sent = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      say(index % 2 ? agent : visitor, session.id, `message ${index}`),
    ),
  );
  const seqs = (await stored(session.id)).map(({ seq }) => seq);
  expect(seqs).toEqual(Array.from({ length: 41 }, (_, index) => index + 1));
  expect(new Set(sent.map(({ seq }) => seq)).size).toBe(40);
  const now = await core.database.prisma.session.findUniqueOrThrow({ where: { id: session.id } });
  expect(now).toMatchObject({ lastSeq: 41, unreadCount: 20, ownerId: agent.agentId });
});

test('a message that is sent again with its clientId is stored once and answered with the first result', async () => {
  const { visitor, session } = await buildConversation(core);
  const clientId = randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => say(visitor, session.id, '我想预约', clientId)),
  );
  answers.push(await say(visitor, session.id, 'another text, the same clientId', clientId));
  expect(new Set(answers.map(({ seq, text }) => `${seq} ${text}`))).toEqual(new Set(['1 我想预约']));
  expect(await stored(session.id)).toHaveLength(1);
});

test('a message with contact data that is sent many times at once is stored once, and so is what it tells', async () => {
  const { visitor, session } = await buildConversation(core);
  const clientId = randomUUID();
  const text = '我的电话是 13912345678';
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => say(visitor, session.id, text, clientId)),
  );
  expect(new Set(answers.map(({ seq }) => seq))).toEqual(new Set([1]));
  const { visitorId } = session;
  expect(await core.database.prisma.contactDetail.count({ where: { visitorId } })).toBe(1);
});

test('a repeated message is published again, in case the process that stored it died before it could', async () => {
  const { visitor, session } = await buildConversation(core);
  const clientId = randomUUID();
  await say(visitor, session.id, 'hello', clientId);
  await say(visitor, session.id, 'hello', clientId);
  expect(core.typesOn(sessionTopic(session.id)).filter((type) => type === 'MessageSent')).toHaveLength(2);
});

test('a clientId of the other side does not open its message', async () => {
  const { visitor, agent, session } = await buildConversation(core);
  const clientId = randomUUID();
  await say(agent, session.id, 'from the agent', clientId);
  await expect(say(visitor, session.id, 'mine', clientId)).rejects.toThrow(NotAllowedError);
});

test('the first agent who answers becomes the owner; then only colleagues who may assist can write, under the owner’s name', async () => {
  const { department, visitor, agent, session } = await buildConversation(core);
  const supervisor = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS', 'ASSIST_SESSIONS']);
  const onlooker = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS']);
  const colleague = await buildAgent(core, department);
  await say(visitor, session.id, '在吗');
  await say(agent, session.id, '在的');
  const assisted = await say(supervisor, session.id, '需要帮忙吗');
  expect(assisted).toMatchObject({ agentId: supervisor.agentId, authorName: agent.displayName });
  await expect(say(onlooker, session.id, 'x')).rejects.toThrow(NotAllowedError);
  await expect(say(colleague, session.id, 'x')).rejects.toThrow(NotFoundError);
});

test('a visitor waits from the first unanswered message until an agent answers', async () => {
  const { visitor, agent, session } = await buildConversation(core);
  const waitingSince = async () =>
    (await core.database.prisma.session.findUniqueOrThrow({ where: { id: session.id } })).waitingSince;
  const began = core.clock.now();
  await say(visitor, session.id, 'first');
  core.clock.advance(5000);
  await say(visitor, session.id, 'second');
  expect(await waitingSince()).toEqual(began);
  await say(agent, session.id, 'answer');
  expect(await waitingSince()).toBeNull();
});

test('text of any script arrives as typed', async () => {
  const { visitor, session } = await buildConversation(core);
  const text = '  👩‍⚕️ 头疼😭 \n\tمرحبا {{x}} \'); DROP TABLE "Message"; -- \\u0000 ';
  await say(visitor, session.id, text);
  expect((await stored(session.id))[0]?.text).toBe(text);
});

test.each([
  ['empty text', '', 'REQUIRED'],
  ['nothing but white space', ' \n\t', 'REQUIRED'],
  ['4,001 characters', '字'.repeat(4001), 'TOO_LONG'],
  ['a NUL character', 'a\0b', 'MALFORMED'],
  ['half of a surrogate pair', 'a\ud83d', 'MALFORMED'],
])('%s is refused by naming field and rule, and nothing is stored', async (_what, text, rule) => {
  const { visitor, session } = await buildConversation(core);
  const error = await say(visitor, session.id, text).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InvalidInputError);
  expect((error as InvalidInputError).violations).toContainEqual(
    expect.objectContaining({ field: 'text', rule }),
  );
  expect(await stored(session.id)).toHaveLength(0);
});

test('4,000 characters are accepted, also when each takes two UTF-16 units', async () => {
  const { visitor, session } = await buildConversation(core);
  const { text } = await say(visitor, session.id, '😀'.repeat(4000));
  expect(text).toHaveLength(8000);
});

test('nobody can send into a session that is not theirs, and is not told whether it exists', async () => {
  const { site, session } = await buildConversation(core);
  const { visitor: stranger } = await buildVisitor(core, site);
  await expect(say(stranger, session.id, 'hello')).rejects.toThrow(NotFoundError);
  await expect(say(stranger, randomUUID(), 'hello')).rejects.toThrow(NotFoundError);
  await expect(say(stranger, 'no id', 'hello')).rejects.toThrow(InvalidInputError);
  await expect(say({ kind: 'anonymous' }, session.id, 'hello')).rejects.toThrow(NotFoundError);
  expect(await stored(session.id)).toHaveLength(0);
});

test('after the end neither side can send, but a repeated message still gets its first result', async () => {
  const { visitor, agent, session } = await buildConversation(core);
  const clientId = randomUUID();
  await say(visitor, session.id, 'before the end', clientId);
  await endSession(core, agent, { sessionId: session.id });
  const eventsBefore = core.published.length;
  await expect(say(visitor, session.id, 'too late')).rejects.toThrow(SessionEndedError);
  await expect(say(agent, session.id, 'too late')).rejects.toThrow(SessionEndedError);
  expect(core.published).toHaveLength(eventsBefore);
  expect((await stored(session.id)).map(({ text, notice }) => notice ?? text)).toEqual([
    'before the end',
    'SESSION_ENDED',
  ]);
  expect(await say(visitor, session.id, 'before the end', clientId)).toMatchObject({ seq: 1 });
});
