import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../api/core/actor.ts';
import type { Core } from '../../api/core/core.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import type { Listener, Pubsub } from '../../api/core/pubsub.ts';
import { rememberTalk, writeInTurn } from '../../api/message/rememberTalk.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { endSession } from '../../api/session/endSession.ts';
import { markRead } from '../../api/session/markRead.ts';
import { SessionEndedError } from '../../api/session/sessionErrors.ts';
import { buildAgent, buildConversation } from '../support/build.ts';
import { buildTwoTestCores, type TestCore } from '../support/testCore.ts';

// Two processes that do not hear each other: what one remembers of a talk, the other changes unnoticed.
let core: TestCore;
let other: TestCore;
beforeAll(async () => {
  [core, other] = await buildTwoTestCores({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(async () => {
  await core.close();
  if (other !== core) await other.close();
});

const say = (where: Core, actor: Actor, sessionId: string, text: string, clientId: string = randomUUID()) =>
  sendMessage(where, actor, { sessionId, clientId, text });
/** A talk in which both sides have just written. */
async function buildTalkUnderWay() {
  const talk = await buildConversation(core);
  await say(core, talk.visitor, talk.session.id, '您好');
  await say(core, talk.agent, talk.session.id, '您好，请说。');
  await say(core, talk.visitor, talk.session.id, '在吗');
  return talk;
}
const textsOf = async (sessionId: string) => {
  const messages = await core.database.prisma.message.findMany({
    where: { sessionId, author: { not: 'SYSTEM' } },
    orderBy: { seq: 'asc' },
  });
  return messages.map(({ text }) => text);
};

/** How often sessions are read while something is done. */
async function readsDuring(work: () => Promise<unknown>): Promise<number> {
  const from = core.statements.length;
  await work();
  return core.statements.slice(from).filter((text) => /^\s*SELECT row_to_json\("Session"\)/.test(text))
    .length;
}

test('the session is read when nobody has written in it lately', async () => {
  const { visitor, session } = await buildConversation(other);
  expect(await readsDuring(() => say(core, visitor, session.id, '您好'))).toBe(1);
});

test('in an own talk the session is not read before each message, also when the other side has read meanwhile', async () => {
  const { agent, visitor, session } = await buildTalkUnderWay();
  const { seq } = await say(core, agent, session.id, '在的');
  await markRead(core, visitor, { sessionId: session.id, seq });
  const reads = await readsDuring(async () => {
    await say(core, visitor, session.id, '好的');
    await say(core, agent, session.id, '好');
    await say(core, visitor, session.id, '谢谢');
  });
  expect(reads).toBe(0);
  expect(await textsOf(session.id)).toHaveLength(7);
});

test('after an end of which the process was not told, nothing is written', async () => {
  const { agent, visitor, session } = await buildTalkUnderWay();
  await endSession(other, agent, { sessionId: session.id });
  await expect(say(core, visitor, session.id, '还在吗')).rejects.toBeInstanceOf(SessionEndedError);
  await expect(say(core, agent, session.id, '在的')).rejects.toBeInstanceOf(SessionEndedError);
  expect(await textsOf(session.id)).toEqual(['您好', '您好，请说。', '在吗']);
});

test('who has lost the session without the process being told may not write into it', async () => {
  const { agent, visitor, session, department } = await buildTalkUnderWay();
  const colleague = await buildAgent(core, department);
  await core.database.prisma.session.update({
    where: { id: session.id },
    data: { ownerId: colleague.agentId, version: { increment: 1 } },
  });
  await expect(say(core, agent, session.id, '在的')).rejects.toBeInstanceOf(NotFoundError);
  const from = core.published.length;
  expect(await say(core, visitor, session.id, '好的')).toMatchObject({ seq: 4 });
  const topics = core.published.slice(from).map(({ topic }) => topic);
  expect(topics).toContain(`sessions:owner:${colleague.agentId}`);
  expect(topics).not.toContain(`sessions:owner:${agent.agentId}`);
});

test('who has lost the right to see sessions may not write into their own', async () => {
  const { agent, session } = await buildTalkUnderWay();
  const withoutRights = { ...agent, permissions: new Set<never>() };
  await expect(say(core, withoutRights, session.id, '在的')).rejects.toBeInstanceOf(NotFoundError);
  expect(await textsOf(session.id)).toHaveLength(3);
});

test('nobody writes into what is remembered of somebody else’s talk', async () => {
  const [one, two] = [await buildTalkUnderWay(), await buildTalkUnderWay()];
  await expect(say(core, two.visitor, one.session.id, '您好')).rejects.toBeInstanceOf(NotFoundError);
  await expect(say(core, two.agent, one.session.id, '您好')).rejects.toBeInstanceOf(NotFoundError);
  expect(await textsOf(one.session.id)).toHaveLength(3);
});

test('a number whose pieces came to two processes is put together', async () => {
  const { visitor, session } = await buildTalkUnderWay();
  await say(core, visitor, session.id, '我把号码拆开发，前面是173');
  await say(other, visitor, session.id, '中间 6042');
  await say(core, visitor, session.id, '最后 8895');
  const details = await core.database.prisma.contactDetail.findMany({
    where: { visitorId: visitor.visitorId },
  });
  expect(details).toMatchObject([{ kind: 'PHONE', value: '17360428895' }]);
});

test('what one writes in quick succession is stored in the order in which it came, without reading the session', async () => {
  const { visitor, session } = await buildTalkUnderWay();
  const texts = Array.from({ length: 10 }, (_, n) => `text ${n}`);
  const reads = await readsDuring(() =>
    Promise.all(texts.map((text) => say(core, visitor, session.id, text))),
  );
  expect((await textsOf(session.id)).slice(3)).toEqual(texts);
  expect(reads).toBe(0);
});

test('one of them that is refused keeps nobody from writing the next', async () => {
  const { visitor, session } = await buildTalkUnderWay();
  const unknown = { sessionId: session.id, clientId: randomUUID(), text: '', attachmentId: randomUUID() };
  const [refused, sent] = await Promise.allSettled([
    sendMessage(core, visitor, unknown),
    say(core, visitor, session.id, '好的'),
  ]);
  expect(refused).toMatchObject({ status: 'rejected', reason: expect.any(NotFoundError) as Error });
  expect(sent).toMatchObject({ status: 'fulfilled', value: { seq: 4 } });
});

test('messages of one talk that are under way together are all there, each once', async () => {
  const { agent, visitor, session } = await buildTalkUnderWay();
  const texts = Array.from({ length: 20 }, (_, n) => `text ${n}`);
  const sent = await Promise.all(
    texts.map((text, n) => say(n % 3 ? core : other, n % 2 ? agent : visitor, session.id, text)),
  );
  expect(sent.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(texts.map((_, n) => n + 4));
  expect((await textsOf(session.id)).slice(3).toSorted()).toEqual(texts.toSorted());
});

test('sent again with the same clientId it is there once, also by what is remembered', async () => {
  const { visitor, session } = await buildTalkUnderWay();
  const clientId = randomUUID();
  const first = await say(core, visitor, session.id, '好的', clientId);
  expect(await say(core, visitor, session.id, '好的', clientId)).toMatchObject({ seq: first.seq });
  expect(await textsOf(session.id)).toHaveLength(4);
});

/** The talk as whoever writes next finds it. */
const remembered = (where: Core, sessionId = '') =>
  writeInTurn(where, sessionId, '', (talk) => Promise.resolve(talk));

/** A process with a memory of its own, and whoever listens in it. */
function processThatListens() {
  const listeners: Listener[] = [];
  const subscribe: Pubsub['subscribe'] = (topics, listener) => {
    listeners.push(listener);
    return core.pubsub.subscribe(topics, listener);
  };
  return { where: { ...core, pubsub: { ...core.pubsub, subscribe } }, listeners };
}

test('when news may have been lost, what is remembered is forgotten', async () => {
  const { visitor, session } = await buildConversation(core);
  const { where, listeners } = processThatListens();
  await say(where, visitor, session.id, '您好');
  for (const listener of listeners) listener.onGap();
  expect(await remembered(where, session.id)).toBeUndefined();
});

test('news that comes late does not make what is remembered older', async () => {
  const { visitor, session } = await buildConversation(core);
  const { where, listeners } = processThatListens();
  await say(where, visitor, session.id, '您好');
  const stored = await core.database.prisma.session.findUniqueOrThrow({ where: { id: session.id } });
  const late = { type: 'SessionChanged', session: { ...stored, version: stored.version - 1 } };
  for (const listener of listeners) listener.onEvent(late);
  expect((await remembered(where, session.id))?.session.version).toBe(stored.version);
});

test('of more talks than there is room for, the one in which nobody has written for longest is forgotten', async () => {
  const { visitor, session } = await buildConversation(core);
  const message = await say(core, visitor, session.id, '您好');
  const { where } = processThatListens();
  const ids = Array.from({ length: 2_001 }, () => randomUUID());
  for (const id of ids) rememberTalk(where, { session: { ...session, id }, message }, undefined);
  expect(await remembered(where, ids[0])).toBeUndefined();
  expect(await remembered(where, ids[1])).toBeDefined();
});
