import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../api/core/actor.ts';
import { NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { TooLateToRecallError } from '../../api/message/messageErrors.ts';
import { recallMessage } from '../../api/message/recallMessage.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { searchMessages } from '../../api/search/searchMessages.ts';
import { endSession } from '../../api/session/endSession.ts';
import { followSession } from '../../api/session/followSession.ts';
import type { SessionEvent } from '../../api/session/sessionEvents.ts';
import { suggest } from '../../api/suggestion/suggest.ts';
import { buildAgent, buildConversation } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { keepSearchable } from '../search/build.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(() => core.close());

const say = (actor: Actor, sessionId: string, text: string) =>
  sendMessage(core, actor, { sessionId, clientId: randomUUID(), text });
const sessionOf = (id: string) => core.database.prisma.session.findUniqueOrThrow({ where: { id } });

/** The next event of one of these types. */
async function next(stream: AsyncIterableIterator<SessionEvent>, ...types: SessionEvent['type'][]) {
  for (;;) {
    const { value, done } = await stream.next();
    if (done) throw new Error('the stream ended');
    const event = value as SessionEvent;
    if (types.includes(event.type)) return event;
  }
}

test('an agent takes back an own message within two minutes: nothing of it is left but its place, for both sides', async () => {
  const { visitor, agent, session } = await buildConversation(core);
  await say(visitor, session.id, '在吗');
  const stream = await followSession(core, visitor, { sessionId: session.id, after: 1 });
  const { seq } = await say(agent, session.id, '您的密码是 8888');
  expect(await next(stream, 'MessageSent')).toMatchObject({ message: { text: '您的密码是 8888' } });
  core.clock.advance(119_000);
  const recalled = await recallMessage(core, agent, { sessionId: session.id, seq });
  expect(recalled).toMatchObject({ seq, text: '', attachmentId: null, recalledAt: core.clock.now() });
  expect(await next(stream, 'MessageRecalled')).toMatchObject({ message: { seq, text: '' } });
  await stream.return?.();
  expect(await sessionOf(session.id)).toMatchObject({ lastMessageText: '', recalledCount: 1, lastSeq: seq });
  const events = await core.database.prisma.event.findMany({ where: { sessionId: session.id } });
  expect(events.map(({ type }) => type)).toContain('MESSAGE_RECALLED');
  expect(await core.database.prisma.auditEntry.count({ where: { action: 'recallMessage' } })).toBe(1);
});

test('taking back again changes nothing, and what lists show of a later message stays', async () => {
  const { visitor, agent, session } = await buildConversation(core);
  const { seq } = await say(agent, session.id, 'wrong window');
  await say(visitor, session.id, '什么？');
  await recallMessage(core, agent, { sessionId: session.id, seq });
  const once = await sessionOf(session.id);
  await recallMessage(core, agent, { sessionId: session.id, seq });
  expect(await sessionOf(session.id)).toEqual(once);
  expect(once).toMatchObject({ lastMessageText: '什么？', recalledCount: 1 });
});

test('what a reader has of before is taken back too when its stream begins again', async () => {
  const { visitor, agent, session } = await buildConversation(core);
  const { seq } = await say(agent, session.id, 'oops');
  await say(agent, session.id, 'better');
  await recallMessage(core, agent, { sessionId: session.id, seq });
  const stream = await followSession(core, visitor, { sessionId: session.id, after: 2 });
  expect(await next(stream, 'MessageRecalled', 'MessageSent')).toMatchObject({
    type: 'MessageRecalled',
    message: { seq, text: '' },
  });
  await stream.return?.();
});

test('a recall that overtakes the message leaves nobody with the text', async () => {
  const { visitor, agent, session } = await buildConversation(core);
  const stream = await followSession(core, visitor, { sessionId: session.id, after: 0 });
  await next(stream, 'SessionChanged');
  const publish = core.pubsub.publish;
  const held: Parameters<typeof publish>[0][number][] = [];
  core.pubsub.publish = (publications) => held.push(...publications);
  const { seq } = await say(agent, session.id, 'secret');
  core.pubsub.publish = publish;
  await recallMessage(core, agent, { sessionId: session.id, seq });
  publish(held);
  await say(agent, session.id, 'after');
  expect(await next(stream, 'MessageSent')).toMatchObject({ message: { seq, text: '' } });
  expect(await next(stream, 'MessageSent')).toMatchObject({ message: { text: 'after' } });
  await stream.return?.();
});

test('after two minutes it stays, and nobody takes back what somebody else wrote', async () => {
  const { department, visitor, agent, session } = await buildConversation(core);
  const supervisor = await buildAgent(core, department, ['SEE_ALL_SESSIONS', 'ASSIST_SESSIONS']);
  const stranger = await buildAgent(core, department);
  const mine = await say(agent, session.id, '您好');
  const theirs = await say(visitor, session.id, '你好');
  const recall = (actor: Actor, seq: number) => recallMessage(core, actor, { sessionId: session.id, seq });
  await expect(recall(supervisor, mine.seq)).rejects.toThrow(NotAllowedError);
  await expect(recall(agent, theirs.seq)).rejects.toThrow(NotAllowedError);
  await expect(recall(stranger, mine.seq)).rejects.toThrow(NotFoundError);
  await expect(recall(agent, 99)).rejects.toThrow(NotFoundError);
  core.clock.advance(120_001);
  await expect(recall(agent, mine.seq)).rejects.toThrow(TooLateToRecallError);
  expect(await sessionOf(session.id)).toMatchObject({ recalledCount: 0 });
});

test('what was taken back is neither found nor suggested any more, whenever it was made searchable', async () => {
  const { department, agent, session } = await buildConversation(core);
  const reader = await buildAgent(core, department, ['SEE_ALL_SESSIONS', 'SEE_CONTACT_DATA']);
  await say(agent, session.id, '院长的私人号码在这里');
  const { seq } = await say(agent, session.id, '这句话发错窗口了');
  await endSession(core, agent, { sessionId: session.id });
  await keepSearchable(core);
  const find = async (query: string) =>
    (await searchMessages(core, reader, { query })).found.map(({ hit }) => hit.message.seq);
  expect(await find('发错窗口')).toEqual([seq]);
  await recallMessage(core, agent, { sessionId: session.id, seq });
  expect(await find('发错窗口')).toEqual([]);
  expect(await find('私人号码')).toEqual([1]);
  await keepSearchable(core);
  expect(await find('发错窗口')).toEqual([]);
  expect(await find('私人号码')).toEqual([1]);
  expect(await suggest(core, agent, { text: '这句话' })).toEqual([]);
  expect(await suggest(core, agent, { text: '院长的' })).toHaveLength(1);
});
