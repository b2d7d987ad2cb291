import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { endSession } from '../../api/session/endSession.ts';
import { followSessionList, type SessionListEvent } from '../../api/session/followSessionList.ts';
import { markRead } from '../../api/session/markRead.ts';
import { SessionEndedError } from '../../api/session/sessionErrors.ts';
import { sessionTopic } from '../../api/session/sessionEvents.ts';
import { signalTyping } from '../../api/session/signalTyping.ts';
import { buildAgent, buildConversation } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

const say = (actor: Parameters<typeof sendMessage>[1], sessionId: string, text: string) =>
  sendMessage(core, actor, { sessionId, clientId: randomUUID(), text });

test('ending leaves a notice in the thread, tells everybody, and can be done once', async () => {
  const { visitor, agent, session } = await buildConversation(core);
  await say(visitor, session.id, 'hello');
  const ended = await endSession(core, agent, { sessionId: session.id });
  expect(ended).toMatchObject({ endReason: 'AGENT', waitingSince: null, ownerId: agent.agentId, lastSeq: 2 });
  expect(core.typesOn(sessionTopic(session.id)).slice(-2)).toEqual(['MessageSent', 'SessionChanged']);
  await expect(endSession(core, agent, { sessionId: session.id })).rejects.toThrow(SessionEndedError);
  await expect(signalTyping(core, visitor, { sessionId: session.id, isTyping: true })).rejects.toThrow(
    SessionEndedError,
  );
});

test('a colleague’s session can be ended only with the permission, and a visitor ends none', async () => {
  const { department, visitor, agent, session } = await buildConversation(core);
  await say(agent, session.id, 'mine');
  const onlooker = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS']);
  await expect(endSession(core, onlooker, { sessionId: session.id })).rejects.toThrow(NotAllowedError);
  await expect(
    endSession(core, await buildAgent(core, department), { sessionId: session.id }),
  ).rejects.toThrow(NotFoundError);
  await expect(endSession(core, visitor, { sessionId: session.id })).rejects.toThrow(NotAllowedError);
  const supervisor = await buildAgent(core, department, [
    'SEE_DEPARTMENT_SESSIONS',
    'END_COLLEAGUES_SESSIONS',
  ]);
  expect(await endSession(core, supervisor, { sessionId: session.id })).toMatchObject({
    ownerId: agent.agentId,
  });
});

test('either a message comes before the end or its sender is told that it was not sent', async () => {
  const { visitor, agent, session } = await buildConversation(core);
  const sending = Array.from({ length: 30 }, (_, index) => say(visitor, session.id, `message ${index}`));
  const results = await Promise.allSettled([...sending, endSession(core, agent, { sessionId: session.id })]);
  const accepted = results.slice(0, -1).filter(({ status }) => status === 'fulfilled').length;
  const rows = await core.database.prisma.message.findMany({
    where: { sessionId: session.id },
    orderBy: { seq: 'asc' },
  });
  expect(rows.at(-1)?.notice).toBe('SESSION_ENDED');
  expect(rows).toHaveLength(accepted + 1);
});

test('reading moves forward only, up to the last message, and counts the visitor’s messages that are left', async () => {
  const { visitor, agent, session } = await buildConversation(core);
  for (const text of ['one', 'two', 'three']) await say(visitor, session.id, text);
  const read = (seq: number) => markRead(core, agent, { sessionId: session.id, seq });
  expect(await read(2)).toMatchObject({ agentReadSeq: 2, unreadCount: 1 });
  expect(await read(1)).toMatchObject({ agentReadSeq: 2, unreadCount: 1 });
  expect(await read(2_000_000_000)).toMatchObject({ agentReadSeq: 3, unreadCount: 0, visitorReadSeq: 0 });
  expect(await markRead(core, visitor, { sessionId: session.id, seq: 3 })).toMatchObject({
    visitorReadSeq: 3,
  });
});

test('a supervisor who looks on marks nothing as read', async () => {
  const { department, visitor, agent, session } = await buildConversation(core);
  await say(agent, session.id, 'mine');
  await say(visitor, session.id, 'hello');
  const supervisor = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS']);
  expect(await markRead(core, supervisor, { sessionId: session.id, seq: 2 })).toMatchObject({
    agentReadSeq: 0,
    unreadCount: 1,
  });
});

test('the lists of those who may see a session follow it, and drop it when it is taken', async () => {
  const { department, visitor, agent, session } = await buildConversation(core);
  const colleague = await buildAgent(core, department);
  const supervisor = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS']);
  const streams = await Promise.all(
    [agent, colleague, supervisor].map((one) => followSessionList(core, one)),
  );
  const summary = async (stream: AsyncIterableIterator<SessionListEvent>, count: number) => {
    const heard: string[] = [];
    while (heard.length < count) {
      const event = (await stream.next()).value as SessionListEvent;
      heard.push(event.type === 'SessionChanged' ? `lastSeq ${event.session.lastSeq}` : event.type);
    }
    await stream.return?.();
    return heard;
  };
  await say(visitor, session.id, 'hello');
  await say(agent, session.id, 'I take this one');
  await say(visitor, session.id, 'thanks');
  const [ofAgent, ofColleague, ofSupervisor] = streams;
  if (!ofAgent || !ofColleague || !ofSupervisor) throw new Error('no streams');
  const whole = ['StreamStarted', 'lastSeq 1', 'lastSeq 1', 'lastSeq 2', 'lastSeq 3'];
  expect(await summary(ofAgent, 5)).toEqual(whole);
  expect(await summary(ofColleague, 3)).toEqual(['StreamStarted', 'lastSeq 1', 'SessionWithdrawn']);
  expect(await summary(ofSupervisor, 5)).toEqual(whole);
});
