import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { RequestFailure } from '#lib/connection/api.ts';
import type { ThreadMessageFragment } from '#lib/gql/generated.ts';
import { ThreadState } from '#lib/message/threadState.svelte.ts';
import { TypingState } from '#lib/message/typingState.svelte.ts';
import { buildMessage, buildRow, buildSession, buildVisitor } from './build.ts';
import { FakeApi, settle } from './fakeApi.ts';

/** A server with one session of `count` messages. */
function buildServer(count: number) {
  const messages = Array.from({ length: count }, (_, index) => buildMessage(index + 1));
  const page = (last: number, before = Number.POSITIVE_INFINITY) => {
    const older = messages.filter(({ seq }) => seq < before);
    const nodes = older.slice(-last);
    return {
      edges: nodes.map((node) => ({ node })),
      pageInfo: { hasPreviousPage: older.length > last, startCursor: nodes[0] ? String(nodes[0].seq) : null },
    };
  };
  const session = () => buildSession('s', { lastSeq: messages.length });
  const api = new FakeApi({
    Thread: ({ last }) => ({ session: { ...session(), messages: page(Number(last)) } }),
    OlderMessages: ({ last, before }) => ({
      session: {
        __typename: 'Session',
        id: 's',
        messages: page(Number(last), before === null ? undefined : Number(before)),
      },
    }),
    MarkRead: ({ input }) => ({
      markRead: buildSession('s', { version: 9, agentReadSeq: (input as { seq: number }).seq }),
    }),
  });
  return { api, messages };
}

function threadOn(api: FakeApi, onMessage?: (message: ThreadMessageFragment) => void): ThreadState {
  const typing = new TypingState('me', 6_000);
  return new ThreadState({ sessionId: 's', api, openStream: api.openStream, typing, onMessage });
}

const seqs = (thread: ThreadState) => thread.messages.map(({ seq }) => seq);
const sent = (seq: number) => ({ __typename: 'MessageSent' as const, message: buildMessage(seq) });
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a thread', () => {
  it('shows the newest messages and follows from the last of them', async () => {
    const { api } = buildServer(120);
    const thread = threadOn(api);
    await thread.open();

    expect([thread.messages.length, thread.lastSeq, thread.hasOlder]).toEqual([50, 120, true]);
    expect(api.streams[0]?.variables()).toEqual({ sessionId: 's', after: 120 });
  });

  it('loads back to a message that is asked for, and says when there is no such message', async () => {
    const { api } = buildServer(160);
    const thread = threadOn(api);
    await thread.open();
    const [isThere] = await Promise.all([thread.loadBackTo(20), thread.loadOlder()]);
    expect([isThere, thread.messages[0]?.seq]).toEqual([true, 1]);
    expect(await thread.loadBackTo(500)).toBe(false);
  });

  it('shows what was taken back as taken back, also when a page brings it as it was', async () => {
    const { api } = buildServer(120);
    const thread = threadOn(api);
    await thread.open();
    const recalled = (seq: number) => buildMessage(seq, { text: '', recalledAt: '2026-11-22T08:00:00.000Z' });
    for (const seq of [110, 30]) thread.apply({ __typename: 'MessageRecalled', message: recalled(seq) });
    expect(thread.messages.find(({ seq }) => seq === 110)?.text).toBe('');
    expect(seqs(thread)).toEqual(upTo(120).slice(70));
    await thread.loadBackTo(20);
    expect(thread.messages.find(({ seq }) => seq === 30)?.text).toBe('');
    expect(thread.messages.find(({ seq }) => seq === 31)?.text).toBe('text 31');
  });

  it('gives up loading back when the line is gone', async () => {
    const { api } = buildServer(160);
    const thread = threadOn(api);
    await thread.open();
    vi.spyOn(api, 'query').mockRejectedValue(new RequestFailure('NETWORK'));
    expect(await thread.loadBackTo(20)).toBe(false);
  });

  it('forgets what was written as soon as the visitor’s personal data is erased', async () => {
    const { api } = buildServer(3);
    const thread = threadOn(api);
    await thread.open();
    thread.applyVisitor(buildVisitor('s', { version: 2, erasedAt: '2026-11-22T09:00:00.000Z' }));
    expect(thread.messages.map(({ text }) => text)).toEqual(['', '', '']);
  });

  it('follows from where the stream was, though an own message was answered with a higher number meanwhile', async () => {
    const { api } = buildServer(3);
    const thread = threadOn(api);
    await thread.open();
    thread.applyMessage(buildMessage(5));

    expect(api.streams[0]?.variables()).toEqual({ sessionId: 's', after: 3 });
    thread.apply(sent(4));
    expect(seqs(thread)).toEqual([1, 2, 3, 4, 5]);
  });

  it('loads older messages until the beginning, each once', async () => {
    const { api } = buildServer(420);
    const thread = threadOn(api);
    await thread.open();
    await Promise.all([thread.loadOlder(), thread.loadOlder()]);
    for (let page = 0; page < 3; page++) await thread.loadOlder();

    expect(seqs(thread)).toEqual(upTo(420));
    expect(thread.hasOlder).toBe(false);
    // Whoever goes on is given longer ones.
    expect(api.callsOf('OlderMessages').map(({ last }) => last)).toEqual([50, 200, 200]);
  });

  it('asks a new connection only for what came since', async () => {
    const { api } = buildServer(3);
    const thread = threadOn(api);
    await thread.open();
    thread.apply(sent(4));

    expect(api.streams[0]?.variables()).toEqual({ sessionId: 's', after: 4 });
  });

  it('opens again without loading, from where it was left', async () => {
    const { api } = buildServer(3);
    const thread = threadOn(api);
    await thread.open();
    thread.close();
    await thread.open();

    expect(api.callsOf('Thread')).toHaveLength(1);
    expect(api.streams.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });

  it('loads once, whether it is opened while that is on its way or after it, and follows only when it is open', async () => {
    const { api } = buildServer(3);
    const thread = threadOn(api);
    void thread.load();
    expect(await thread.load()).toBe(true);
    expect(api.streams).toHaveLength(0);
    await Promise.all([thread.open(), thread.load()]);
    expect(api.callsOf('Thread')).toHaveLength(1);
    expect(api.streams.map(({ isOpen }) => isOpen)).toEqual([true]);

    const other = threadOn(api);
    await Promise.all([other.load(), other.open()]);
    expect(api.callsOf('Thread')).toHaveLength(2);
    expect(api.streams.map(({ isOpen }) => isOpen)).toEqual([true, true]);
  });

  it('is the same whatever the order and repetition in which messages come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 })), (numbers) => {
        const thread = threadOn(new FakeApi({}));
        for (const number of numbers) thread.apply(sent(number));
        expect(seqs(thread)).toEqual([...new Set(numbers)].sort((a, b) => a - b));
      }),
    );
  });

  it('keeps the newest version of the session', () => {
    const thread = threadOn(new FakeApi({}));
    for (const version of [2, 3, 1]) {
      thread.apply({
        __typename: 'SessionChanged',
        session: buildSession('s', { version, visitorReadSeq: version }),
      });
    }

    expect(thread.session?.visitorReadSeq).toBe(3);
  });

  it('takes over what lists hear of the session, and nothing older', () => {
    const thread = threadOn(new FakeApi({}));
    thread.applySession(buildSession('s', { version: 2 }));
    for (const version of [3, 1]) thread.applyColumns(buildRow('s', { version, lastSeq: version }));

    expect([thread.session?.version, thread.session?.lastSeq]).toEqual([3, 3]);
  });

  it('shows its visitor’s new name and tags, of which it hears by themselves', () => {
    const thread = threadOn(new FakeApi({}));
    thread.applySession(buildSession('s'));
    const visitor = (version: number) => buildVisitor('s', { version, nickname: `version ${version}` });
    for (const version of [3, 2]) thread.apply({ __typename: 'VisitorChanged', visitor: visitor(version) });
    thread.apply({ __typename: 'SessionChanged', session: buildSession('s', { version: 9 }) });

    expect([thread.session?.version, thread.session?.visitor.nickname]).toEqual([9, 'version 3']);
  });

  it('puts what was withheld where it belongs, also when it missed the moment of its delivery', async () => {
    const { api, messages } = buildServer(4);
    const withheld = messages.splice(2, 1);
    const thread = threadOn(api);
    await thread.open();
    const doNotDisturbSince = buildRow('s').activeAt;
    thread.applySession(buildSession('s', { version: 2, doNotDisturbSince }));
    expect(seqs(thread)).toEqual([1, 2, 4]);
    messages.splice(2, 0, ...withheld);
    thread.applyColumns(buildRow('s', { version: 3 }));
    await settle();

    expect(seqs(thread)).toEqual([1, 2, 3, 4]);
    expect(api.streams[0]?.variables()).toEqual({ sessionId: 's', after: 4 });
  });

  it('tells of every message, so that the outbox learns what has arrived', async () => {
    const { api } = buildServer(2);
    const onMessage = vi.fn();
    const thread = threadOn(api, onMessage);
    await thread.open();
    thread.apply(sent(3));

    expect(onMessage.mock.calls.map(([message]) => (message as ThreadMessageFragment).clientId)).toEqual([
      'client-1',
      'client-2',
      'client-3',
    ]);
  });

  it('moves the read position once for the same messages', async () => {
    const { api } = buildServer(3);
    const thread = threadOn(api);
    await thread.open();
    await Promise.all([thread.markRead(), thread.markRead()]);
    await thread.markRead();

    expect(api.callsOf('MarkRead')).toEqual([{ input: { sessionId: 's', seq: 3 } }]);
    expect(thread.session?.agentReadSeq).toBe(3);
  });

  it('says why it cannot be shown, and can be tried again', async () => {
    let answer: () => unknown = () => {
      throw new RequestFailure('NETWORK');
    };
    const api = new FakeApi({ Thread: () => answer() });
    const thread = threadOn(api);
    await thread.open();
    expect([thread.status, thread.failureCode]).toEqual(['failed', 'NETWORK']);

    answer = () => ({ session: { __typename: 'NotFoundError', code: 'NOT_FOUND' } });
    await thread.retry();
    expect(thread.failureCode).toBe('NOT_FOUND');

    answer = () => buildServer(1).api.query({ name: 'Thread' }, { last: 50 });
    await thread.retry();
    expect([thread.status, seqs(thread)]).toEqual(['ready', [1]]);
  });

  it('keeps nothing of a session that is taken away from the agent', async () => {
    const { api } = buildServer(3);
    const thread = threadOn(api);
    await thread.open();
    api.streams[0]?.sink.failed(new RequestFailure('NOT_FOUND'));

    expect([thread.isVisible, thread.session, seqs(thread)]).toEqual([false, null, []]);
    expect(api.streams[0]?.isOpen).toBe(false);
  });

  it('loads by itself when the line is back', async () => {
    let isDown = true;
    const { api } = buildServer(1);
    const flaky = new FakeApi({
      Thread: (variables) => {
        if (isDown) throw new RequestFailure('NETWORK');
        return api.query({ name: 'Thread' }, variables);
      },
    });
    const thread = threadOn(flaky);
    await thread.open();
    isDown = false;
    thread.recover();
    await settle();

    expect(thread.status).toBe('ready');
  });

  it('does not follow what was left while it loaded', async () => {
    const { api } = buildServer(1);
    const thread = threadOn(api);
    const opening = thread.open();
    thread.close();
    await opening;
    await settle();

    expect(api.streams).toEqual([]);
  });
});
