import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../api/core/actor.ts';
import { inTransaction } from '../../api/core/transaction.ts';
import { plainMessage } from '../../api/message/appendMessage.ts';
import { appendTogether } from '../../api/message/appendTogether.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { endSession } from '../../api/session/endSession.ts';
import { lockSession } from '../../api/session/sessionAccess.ts';
import { SessionEndedError } from '../../api/session/sessionErrors.ts';
import { sessionTopic } from '../../api/session/sessionEvents.ts';
import { buildConversation } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(() => core.close());

const say = (actor: Actor, sessionId: string, text: string, clientId: string = randomUUID()) =>
  sendMessage(core, actor, { sessionId, clientId, text });
const talks = (count: number) => Promise.all(Array.from({ length: count }, () => buildConversation(core)));
const textsOf = async (sessionId: string) => {
  const messages = await core.database.prisma.message.findMany({
    where: { sessionId, author: { not: 'SYSTEM' } },
    orderBy: { seq: 'asc' },
  });
  return messages.map(({ seq, text }) => `${seq} ${text}`);
};

test('what comes at the same moment is kept in few statements, and each sender has their own answer', async () => {
  const all = await talks(40);
  const [ended, repeated] = all;
  if (!ended || !repeated) throw new Error('There are forty.');
  await endSession(core, ended.agent, { sessionId: ended.session.id });
  const clientId = randomUUID();
  await say(repeated.visitor, repeated.session.id, '您好', clientId);
  const from = core.statements.length;
  const answers = await Promise.allSettled(
    all.map(({ visitor, session }) =>
      say(visitor, session.id, '您好', session.id === repeated.session.id ? clientId : undefined),
    ),
  );
  const written = core.statements.slice(from).filter((text) => text.includes('INSERT INTO "Message"'));
  expect(written.length).toBeLessThan(20);
  const [toEnded, again, ...others] = answers;
  expect(toEnded).toMatchObject({ status: 'rejected', reason: expect.any(SessionEndedError) as unknown });
  expect(again).toMatchObject({ status: 'fulfilled', value: { sessionId: repeated.session.id, seq: 1 } });
  expect(
    others.map((answer) => (answer.status === 'fulfilled' ? answer.value.sessionId : answer.reason)),
  ).toEqual(all.slice(2).map(({ session }) => session.id));
  for (const { session } of all.slice(1)) {
    expect(await textsOf(session.id)).toEqual(['1 您好']);
    expect(core.typesOn(sessionTopic(session.id))).toContain('MessageSent');
  }
});

test('many at once to a few sessions are numbered without a gap, in the order in which each sender sent', async () => {
  const few = await talks(4);
  const sends = few.map(async ({ visitor, session }) => {
    for (let n = 1; n <= 15; n++) await say(visitor, session.id, `text ${n}`);
  });
  const agents = few.flatMap(({ agent, session }) =>
    Array.from({ length: 15 }, (_, n) => say(agent, session.id, `answer ${n}`)),
  );
  await Promise.all([...sends, ...agents]);
  for (const { session } of few) {
    const texts = await textsOf(session.id);
    expect(texts.map((line) => Number(line.split(' ')[0]))).toEqual(
      Array.from({ length: 30 }, (_, n) => n + 1),
    );
    const ofVisitor = texts
      .map((line) => line.slice(line.indexOf(' ') + 1))
      .filter((text) => text.startsWith('text'));
    expect(ofVisitor).toEqual(Array.from({ length: 15 }, (_, n) => `text ${n + 1}`));
  }
});

test('one that breaks a rule takes nobody else with it', async () => {
  const all = await talks(12);
  const [first] = all;
  if (!first) throw new Error('There are twelve.');
  const clientId = randomUUID();
  // The same one again at the same instant: some of these meet within one statement, or break the unique key.
  const same = Array.from({ length: 8 }, () => say(first.visitor, first.session.id, 'once', clientId));
  const others = all.slice(1).map(({ visitor, session }) => say(visitor, session.id, 'mine'));
  const answers = await Promise.all([...same, ...others]);
  expect(new Set(answers.slice(0, 8).map(({ seq }) => seq))).toEqual(new Set([1]));
  for (const { session } of all.slice(1)) expect(await textsOf(session.id)).toEqual(['1 mine']);
  expect(await textsOf(first.session.id)).toEqual(['1 once']);
});

test('a message whose image is gone is refused alone: what goes with it in one statement is kept', async () => {
  const all = await talks(6);
  const last = all.at(-1);
  const answers = await Promise.allSettled(
    // The first two go alone; the others wait for them, and go together.
    all.map((talk) =>
      appendTogether(core, {
        ...plainMessage,
        sessionId: talk.session.id,
        clientId: randomUUID(),
        author: 'VISITOR',
        text: 'mine',
        ...(talk === last && { attachmentId: randomUUID() }),
        createdAt: core.clock.now(),
      }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([...Array<string>(5).fill('fulfilled'), 'rejected']);
  for (const { session } of all.slice(0, 5)) expect(await textsOf(session.id)).toEqual(['1 mine']);
  expect(await textsOf(last?.session.id ?? '')).toEqual([]);
});

if (process.env.DATABASE_URL)
  test('who writes into sessions that somebody holds keeps nobody else waiting', async () => {
    const all = await talks(10);
    const [held, free] = [all.slice(0, 5), all.slice(5)];
    let answered = 0;
    const waiting: Promise<unknown>[] = [];
    await inTransaction(core, async (transaction) => {
      for (const { session } of held) await lockSession(transaction, session.id);
      for (const { visitor, session } of held) {
        waiting.push(say(visitor, session.id, 'held').then(() => answered++));
        await new Promise(setImmediate);
      }
      for (const { visitor, session } of free) await say(visitor, session.id, 'free');
      expect(answered).toBe(0);
    });
    await Promise.all(waiting);
    for (const { session } of held) expect(await textsOf(session.id)).toEqual(['1 held']);
  });
