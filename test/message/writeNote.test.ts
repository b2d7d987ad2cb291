import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, AgentActor } from '../../api/core/actor.ts';
import { InvalidInputError, NotFoundError, NotSignedInError } from '../../api/core/errors.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { recallMessage } from '../../api/message/recallMessage.ts';
import { writeNote } from '../../api/message/writeNote.ts';
import { markMentionsRead } from '../../api/mention/markMentionsRead.ts';
import { notificationTopics } from '../../api/notification/notificationEvents.ts';
import { endSession } from '../../api/session/endSession.ts';
import { followSession } from '../../api/session/followSession.ts';
import { SessionEndedError } from '../../api/session/sessionErrors.ts';
import type { SessionEvent } from '../../api/session/sessionEvents.ts';
import { buildAgent, buildConversation, buildDepartment } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(() => core.close());

const say = (actor: Actor, sessionId: string, text: string) =>
  sendMessage(core, actor, { sessionId, clientId: randomUUID(), text });
const note = (actor: Actor, sessionId: string, text: string, mentionedAgentIds: string[] = []) =>
  writeNote(core, actor, { sessionId, clientId: randomUUID(), text, mentionedAgentIds });
const mentionsOf = (actor: Actor) =>
  executeAs(
    core,
    actor,
    '{ mentions(first: 10) { unreadCount edges { node { readAt message { text } session { id } } } } }',
  );

test('a visitor never receives an internal note, by stream or by reading', async () => {
  const { visitor, agent, session } = await buildConversation(core);
  await say(visitor, session.id, '在吗');
  const stream = await followSession(core, visitor, { sessionId: session.id, after: 0 });
  await note(agent, session.id, '这位问过三次了');
  await say(agent, session.id, '您好');
  const heard: SessionEvent[] = [];
  for (let messages = 0; messages < 2;) {
    const event = (await stream.next()).value as SessionEvent;
    heard.push(event);
    if (event.type === 'MessageSent') messages++;
  }
  await stream.return?.();
  expect(JSON.stringify(heard)).not.toContain('三次');
  const data = await executeAs(
    core,
    visitor,
    'query ($id: ID!) { session(id: $id) { ... on Session { messages(first: 10) { edges { node { seq text } } } } } }',
    { id: session.id },
  );
  expect(JSON.stringify(data)).not.toContain('三次');
  expect(JSON.stringify(data)).toContain('您好');
});

test('a note answers nothing: the visitor goes on waiting, and nothing is unread or read by it', async () => {
  const { visitor, agent, session } = await buildConversation(core);
  await say(visitor, session.id, '在吗');
  const before = await core.database.prisma.session.findUniqueOrThrow({ where: { id: session.id } });
  const written = await note(agent, session.id, '先问主任');
  const after = await core.database.prisma.session.findUniqueOrThrow({ where: { id: session.id } });
  expect(after).toEqual({
    ...before,
    lastSeq: written.seq,
    version: before.version + 1,
  });
  expect(before.waitingSince).not.toBeNull();
  expect(await core.database.prisma.event.count({ where: { sessionId: session.id, seq: written.seq } })).toBe(
    0,
  );
});

test('who sees a session may write a note there, also without the right to send; who does not see it, or a visitor, may not', async () => {
  const { department, visitor, agent, session } = await buildConversation(core);
  await say(agent, session.id, '您好');
  const onlooker = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS']);
  const colleague = await buildAgent(core, department);
  expect(await note(onlooker, session.id, 'well done')).toMatchObject({ isInternal: true, author: 'AGENT' });
  await expect(note(colleague, session.id, 'hello')).rejects.toThrow(NotFoundError);
  await expect(note(visitor, session.id, 'hello')).rejects.toThrow(NotSignedInError);
  await expect(note(agent, session.id, '  ')).rejects.toThrow(InvalidInputError);
  await endSession(core, agent, { sessionId: session.id });
  await expect(note(agent, session.id, 'too late')).rejects.toThrow(SessionEndedError);
});

test('a note written again with its clientId is there once and calls once', async () => {
  const { department, agent, session } = await buildConversation(core);
  const supervisor = await buildAgent(core, department, ['SEE_ALL_SESSIONS']);
  const clientId = randomUUID();
  const input = { sessionId: session.id, clientId, text: '@主任', mentionedAgentIds: [supervisor.agentId] };
  const written = await Promise.all(Array.from({ length: 8 }, () => writeNote(core, agent, input)));
  expect(new Set(written.map(({ seq }) => seq)).size).toBe(1);
  expect(await core.database.prisma.mention.count({ where: { sessionId: session.id } })).toBe(1);
});

test('whom a note calls hears of it, finds it unread, and reads it once', async () => {
  const { department, agent, session } = await buildConversation(core);
  const supervisor = await buildAgent(core, department, ['SEE_ALL_SESSIONS']);
  await note(agent, session.id, '@主任 请看', [supervisor.agentId, agent.agentId]);
  const kindsFor = (actor: AgentActor) =>
    core.published
      .filter(({ topic }) => topic === notificationTopics(actor)[0])
      .map(({ event }) => ('kind' in event ? event.kind : null));
  expect(kindsFor(supervisor)).toEqual(['MENTION']);
  expect(kindsFor(agent)).not.toContain('MENTION');
  expect(await mentionsOf(supervisor)).toMatchObject({
    mentions: { unreadCount: 1, edges: [{ node: { readAt: null, message: { text: '@主任 请看' } } }] },
  });
  expect(await markMentionsRead(core, supervisor, { sessionId: session.id })).toBe(1);
  expect(await markMentionsRead(core, supervisor, { sessionId: session.id })).toBe(0);
  expect(await mentionsOf(supervisor)).toMatchObject({ mentions: { unreadCount: 0 } });
});

test('a note calls nobody who may not see the session, and then is not written', async () => {
  const { department, agent, session } = await buildConversation(core);
  const elsewhere = await buildAgent(core, await buildDepartment(core), ['SEE_DEPARTMENT_SESSIONS']);
  const gone = await buildAgent(core, department, ['SEE_ALL_SESSIONS']);
  await core.database.prisma.agent.update({
    where: { id: gone.agentId },
    data: { deactivatedAt: core.clock.now() },
  });
  for (const called of [elsewhere.agentId, gone.agentId, randomUUID()])
    await expect(note(agent, session.id, 'hello', [called])).rejects.toThrow(NotFoundError);
  const many = Array.from({ length: 11 }, () => randomUUID());
  await expect(note(agent, session.id, 'hello', many)).rejects.toThrow(InvalidInputError);
  expect(await core.database.prisma.message.count({ where: { sessionId: session.id } })).toBe(0);
});

test('a note that is taken back calls nobody any more', async () => {
  const { department, agent, session } = await buildConversation(core);
  const supervisor = await buildAgent(core, department, ['SEE_ALL_SESSIONS']);
  const { seq } = await note(agent, session.id, '@主任', [supervisor.agentId]);
  await recallMessage(core, agent, { sessionId: session.id, seq });
  expect(await mentionsOf(supervisor)).toMatchObject({ mentions: { unreadCount: 0, edges: [] } });
});
