import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../api/core/actor.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { publication } from '../../api/core/pubsub.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { writeNote } from '../../api/message/writeNote.ts';
import { followSession } from '../../api/session/followSession.ts';
import { sessionTopic, type SessionEvent } from '../../api/session/sessionEvents.ts';
import { setDoNotDisturb } from '../../api/session/setDoNotDisturb.ts';
import { signalTyping } from '../../api/session/signalTyping.ts';
import { mayReadTyping } from '../../api/session/typingRules.ts';
import { updateSettings } from '../../api/setting/updateSettings.ts';
import type { Message } from '../../prisma/generated/client/client.ts';
import { buildAgent, buildConversation, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(() => core.close());

const say = (actor: Actor, sessionId: string, text: string) =>
  sendMessage(core, actor, { sessionId, clientId: randomUUID(), text });

/** The numbers of the messages that a stream brings, until there are `count`. */
async function seqsOf(stream: AsyncIterableIterator<SessionEvent>, count: number): Promise<number[]> {
  const seqs: number[] = [];
  while (seqs.length < count) {
    const { value, done } = await stream.next();
    if (done) throw new Error(`the stream ended after ${seqs.join(', ')}`);
    const event = value as SessionEvent;
    if (event.type === 'MessageSent') seqs.push(event.message.seq);
  }
  return seqs;
}
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test('a stream begins with the session as it is, then brings what came after the given number', async () => {
  const { visitor, session } = await buildConversation(core);
  for (const text of ['one', 'two', 'three']) await say(visitor, session.id, text);
  const stream = await followSession(core, visitor, { sessionId: session.id, after: 1 });
  expect((await stream.next()).value).toMatchObject({ type: 'SessionChanged', session: { lastSeq: 3 } });
  expect(await seqsOf(stream, 2)).toEqual([2, 3]);
  await stream.return?.();
});

test('all who come back at the same moment have what each of them missed and may read, in few statements', async () => {
  const talks = await Promise.all(range(1, 6).map(() => buildConversation(core)));
  for (const [place, { visitor, agent, session }] of talks.entries()) {
    await say(visitor, session.id, '您好');
    await writeNote(core, agent, { sessionId: session.id, clientId: randomUUID(), text: '老客户' });
    for (const index of range(1, place)) await say(agent, session.id, `message ${index}`);
  }
  const [withheld] = talks;
  if (!withheld) throw new Error('There are six.');
  const { agent, visitor, session, department } = withheld;
  const head = await buildAgent(core, department, [
    'SEE_ALL_SESSIONS',
    'USE_DO_NOT_DISTURB',
    'ASSIST_SESSIONS',
  ]);
  await setDoNotDisturb(core, head, { sessionId: session.id, isOn: true });
  await say(visitor, session.id, '在吗');
  await say(agent, session.id, '您好');
  const { lastSeq } = await core.database.prisma.session.findUniqueOrThrow({ where: { id: session.id } });
  const missed = async (actor: Actor, sessionId: string, after: number, seqs: number[]) => {
    const stream = await followSession(core, actor, { sessionId, after });
    expect(await seqsOf(stream, seqs.length)).toEqual(seqs);
    await stream.return?.();
  };
  const from = core.statements.length;
  await Promise.all([
    missed(agent, session.id, 0, [...range(1, lastSeq - 2), lastSeq]),
    missed(visitor, session.id, lastSeq - 2, [lastSeq - 1, lastSeq]),
    ...talks.slice(1).flatMap((talk, place) => {
      const last = place + 3;
      return [
        missed(talk.agent, talk.session.id, 1, range(2, last)),
        missed(talk.visitor, talk.session.id, 0, [1, ...range(3, last)]),
      ];
    }),
  ]);
  const reads = core.statements.slice(from).filter((text) => text.includes('FROM "Message"'));
  expect(reads.length).toBeLessThan(6);
});

test('no message is lost or doubled while streams open in the middle of a burst', async () => {
  const { visitor, agent, session } = await buildConversation(core);
  const total = 120;
  const sending = (async () => {
    for (let index = 0; index < total; index++)
      await say(index % 3 ? visitor : agent, session.id, `message ${index}`);
  })();
  const readers = range(1, 6).map(async (reader) => {
    await new Promise((resolve) => setTimeout(resolve, reader * 15));
    const stream = await followSession(core, reader % 2 ? visitor : agent, {
      sessionId: session.id,
      after: 0,
    });
    const seqs = await seqsOf(stream, total);
    await stream.return?.();
    return seqs;
  });
  await sending;
  for (const seqs of await Promise.all(readers)) expect(seqs).toEqual(range(1, total));
});

test('more messages than fit on a page are all caught up', async () => {
  const { visitor, session } = await buildConversation(core);
  await Promise.all(range(1, 450).map((index) => say(visitor, session.id, `message ${index}`)));
  const stream = await followSession(core, visitor, { sessionId: session.id, after: 0 });
  expect(await seqsOf(stream, 450)).toEqual(range(1, 450));
  await stream.return?.();
});

test('an event that overtakes an earlier one, comes twice or never comes changes nothing in order or number', async () => {
  const { visitor, session } = await buildConversation(core);
  const publish = core.pubsub.publish;
  core.pubsub.publish = () => undefined; // the events are lost on the way
  await say(visitor, session.id, 'one');
  const second = await say(visitor, session.id, 'two');
  const third = await say(visitor, session.id, 'three');
  core.pubsub.publish = publish;
  const { session: other, visitor: otherVisitor } = await buildConversation(core);
  const stream = await followSession(core, visitor, { sessionId: session.id, after: 0 });
  expect(await seqsOf(stream, 3)).toEqual([1, 2, 3]);

  core.pubsub.publish = () => undefined;
  const fourth = await say(visitor, session.id, 'four');
  const fifth = await say(visitor, session.id, 'five');
  core.pubsub.publish = publish;
  const tell = (message: Message) =>
    core.pubsub.publish([publication(sessionTopic(session.id), { type: 'MessageSent', message })]);
  [fifth, fourth, second, fifth, third].forEach(tell);
  await say(otherVisitor, other.id, 'elsewhere');
  await say(visitor, session.id, 'six');
  expect(await seqsOf(stream, 3)).toEqual([4, 5, 6]);
  await stream.return?.();
});

test('a reader who is too slow for the queue still gets every message once, from the database', async () => {
  const { visitor, session } = await buildConversation(core);
  const stream = await followSession(core, visitor, { sessionId: session.id, after: 0 });
  await stream.next();
  await Promise.all(range(1, 600).map((index) => say(visitor, session.id, `message ${index}`)));
  expect(await seqsOf(stream, 600)).toEqual(range(1, 600));
  await stream.return?.();
});

test('a stream that waits ends at once when it is closed', async () => {
  const { visitor, session } = await buildConversation(core);
  const stream = await followSession(core, visitor, { sessionId: session.id, after: 0 });
  await stream.next();
  const waiting = stream.next();
  await stream.return?.();
  expect((await waiting).done).toBe(true);
});

test('nobody can follow a session that is not theirs', async () => {
  const { site, session } = await buildConversation(core);
  const { visitor: stranger } = await buildVisitor(core, site);
  await expect(followSession(core, stranger, { sessionId: session.id, after: 0 })).rejects.toThrow(
    NotFoundError,
  );
});

test('an agent’s stream ends when a colleague takes the session, and tells nothing of what is said then', async () => {
  const { department, visitor, agent, session } = await buildConversation(core);
  const colleague = await buildAgent(core, department);
  await say(visitor, session.id, 'hello');
  const stream = await followSession(core, colleague, { sessionId: session.id, after: 1 });
  await stream.next();
  await say(agent, session.id, 'I take this one');
  const rest: string[] = [];
  for await (const event of stream) rest.push(event.type);
  expect(rest).toEqual([]);
});

test('typing reaches those who follow the session and is stored nowhere', async () => {
  const { visitor, agent, session } = await buildConversation(core);
  const stream = await followSession(core, agent, { sessionId: session.id, after: 0 });
  await stream.next();
  await signalTyping(core, visitor, { sessionId: session.id, isTyping: true });
  expect((await stream.next()).value).toMatchObject({
    type: 'TypingSignalled',
    author: 'VISITOR',
    isTyping: true,
  });
  await stream.return?.();
});

test('agents who may see contact data read what a visitor is typing, where the organisation wants it', async () => {
  const { visitor, agent, session } = await buildConversation(core);
  const signals = () =>
    core.published.filter(({ topic }) => topic === sessionTopic(session.id)).map(({ event }) => event);
  const typed = async () => {
    await signalTyping(core, visitor, { sessionId: session.id, isTyping: true, text: '我的电话是 13' });
    const last = signals().at(-1);
    return last && 'text' in last ? last.text : undefined;
  };
  expect(await typed()).toBeNull();
  await updateSettings(
    core,
    { ...agent, permissions: new Set(['MANAGE_SETTINGS']) },
    { typingPreview: true },
  );
  expect(await typed()).toBe('我的电话是 13');
  expect(mayReadTyping(agent)).toBe(false);
  expect(mayReadTyping(visitor)).toBe(false);
  expect(mayReadTyping({ ...agent, permissions: new Set(['SEE_CONTACT_DATA']) })).toBe(true);
  await signalTyping(core, agent, { sessionId: session.id, isTyping: true, text: 'no visitor' });
  expect(JSON.stringify(signals())).not.toContain('no visitor');
});
