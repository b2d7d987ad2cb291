import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ThreadState } from '../../widget/src/message/threadState.svelte.ts';
import {
  buildMessage,
  buildPage,
  buildSession,
  messageSent,
  sessionChanged,
  typingSignalled,
} from './buildThread.ts';

function buildThread(...seqs: number[]): ThreadState {
  const thread = new ThreadState();
  thread.begin(buildSession(), buildPage(seqs.map((seq) => buildMessage(seq))));
  return thread;
}

const seqsOf = (thread: ThreadState) => thread.messages.map((message) => message.seq);

describe('the thread', () => {
  it('shows each message once and in order, however often and in whatever order events come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 60 }), (seqs) => {
        const thread = buildThread();
        for (const seq of seqs) thread.apply(messageSent(buildMessage(seq)));
        expect(seqsOf(thread)).toEqual([...new Set(seqs)].sort((a, b) => a - b));
        expect(thread.streamedSeq).toBe(Math.max(0, ...seqs));
      }),
    );
  });

  it('shows nothing of a message that was taken back, and does not count it as unread', () => {
    const thread = buildThread(1, 2);
    const message = buildMessage(2, { text: '', recalledAt: '2026-05-01T08:03:00.000Z' });
    for (const seq of [2, 2]) thread.apply({ __typename: 'MessageRecalled', message: { ...message, seq } });
    expect([thread.messages.map(({ text }) => text), thread.unreadCount]).toEqual([['text 1', ''], 1]);
  });

  it('goes on where the stream was, not where an own message’s acknowledgement ran ahead to', () => {
    const thread = buildThread(1);
    thread.acknowledge({ ...buildMessage(3, { author: 'VISITOR' }), sessionId: 'session-1' });
    expect(thread.streamedSeq).toBe(1);
    thread.apply(messageSent(buildMessage(2)));
    thread.apply(messageSent(buildMessage(3, { author: 'VISITOR' })));
    expect(seqsOf(thread)).toEqual([1, 2, 3]);
  });

  it('follows the stream from the last message that was fetched', () => {
    expect(buildThread(4, 5, 6).streamedSeq).toBe(6);
  });

  it('asks the stream for what may lie between what it has and what is fetched again', () => {
    const thread = buildThread(1, 2);
    thread.begin(buildSession({ version: 2 }), buildPage([buildMessage(40), buildMessage(41)], 'before-40'));
    expect(thread.streamedSeq).toBe(2);
    for (const seq of [3, 40, 41]) thread.apply(messageSent(buildMessage(seq)));
    expect(seqsOf(thread)).toEqual([1, 2, 3, 40, 41]);
  });

  it('does not mind numbers that it is never told of', () => {
    const thread = new ThreadState();
    thread.begin(buildSession(), buildPage([buildMessage(4), buildMessage(7)], 'before-4'));
    thread.prepend(buildPage([buildMessage(1)]));
    thread.apply(messageSent(buildMessage(12)));
    expect(seqsOf(thread)).toEqual([1, 4, 7, 12]);
    expect([thread.streamedSeq, thread.unreadCount]).toEqual([12, 4]);
    thread.read();
    expect([thread.readSeq, thread.unreadCount]).toEqual([12, 0]);
  });

  it('keeps an own message that turns out to be stored in the session before', () => {
    const thread = buildThread(1);
    thread.begin(buildSession({ id: 'session-2' }), buildPage([]));
    const late = { ...buildMessage(2, { author: 'VISITOR' }), sessionId: 'session-1' };
    thread.acknowledge(late);
    thread.acknowledge(late);
    expect(thread.pastMessages.map((message) => message.seq)).toEqual([1, 2]);
    expect(thread.messages).toEqual([]);
  });

  it('knows who answers: who wrote or took over last, while somebody does', () => {
    const thread = buildThread(1);
    expect(thread.agentName).toBe('林晓');
    const takeOver = { author: 'SYSTEM', notice: 'SESSION_TRANSFERRED', about: '王宁' } as const;
    thread.apply(messageSent(buildMessage(2, takeOver)));
    expect(thread.agentName).toBe('王宁');
    thread.apply(sessionChanged({ version: 2, reach: 'QUEUED', queuePosition: 1 }));
    expect(thread.agentName).toBe('');
    thread.apply(sessionChanged({ version: 3 }));
    expect(thread.agentName).toBe('王宁');
    thread.apply(sessionChanged({ version: 4, isLive: false }));
    expect(thread.agentName).toBe('');
  });

  it('takes the newest version of the session and no older one', () => {
    const thread = buildThread();
    thread.apply(sessionChanged({ version: 5, agentReadSeq: 4 }));
    thread.apply(sessionChanged({ version: 3, agentReadSeq: 1 }));
    expect(thread.session?.agentReadSeq).toBe(4);
  });

  it('does not take the state of another session for its own', () => {
    const thread = buildThread();
    thread.apply(sessionChanged({ id: 'session-0', version: 9, isLive: false }));
    expect(thread.session).toMatchObject({ id: 'session-1', isLive: true });
  });

  it('keeps what was said in an ended session above the next one', () => {
    const thread = buildThread(1, 2);
    thread.begin(buildSession({ id: 'session-2' }), buildPage([]));
    thread.apply(messageSent(buildMessage(1, { id: 'other' })));
    expect(thread.pastMessages.map((message) => message.seq)).toEqual([1, 2]);
    expect(thread.messages.map((message) => message.id)).toEqual(['other']);
    expect(thread.streamedSeq).toBe(1);
  });

  it('says nothing twice when the same session is entered again', () => {
    const thread = buildThread(1, 2);
    thread.begin(buildSession({ version: 2 }), buildPage([buildMessage(2), buildMessage(3)], 'before-2'));
    expect(seqsOf(thread)).toEqual([1, 2, 3]);
    expect(thread.pastMessages).toEqual([]);
    expect(thread.earlierCursor).toBeNull();
  });

  it('puts earlier messages before the first, until there are no more', () => {
    const thread = new ThreadState();
    thread.begin(buildSession(), buildPage([buildMessage(5)], 'before-5'));
    thread.prepend(buildPage([buildMessage(3), buildMessage(4)], 'before-3'));
    expect(thread.earlierCursor).toBe('before-3');
    thread.prepend(buildPage([buildMessage(1), buildMessage(2)]));
    expect(seqsOf(thread)).toEqual([1, 2, 3, 4, 5]);
    expect(thread.earlierCursor).toBeNull();
    expect(thread.streamedSeq).toBe(5);
  });
});

describe('unread messages', () => {
  it('are those of scripts too, for nobody has seen them', () => {
    const thread = new ThreadState();
    const said = buildMessage(1, { author: 'SYSTEM', scriptKind: 'NUDGE' });
    const notice = buildMessage(2, { author: 'SYSTEM', notice: 'SESSION_TRANSFERRED', about: '王宁' });
    thread.begin(buildSession(), buildPage([said, notice]));
    expect(thread.unreadCount).toBe(1);
    expect([thread.hasSaid('NUDGE'), thread.hasSaid('GREETING', 'AFTER_HOURS')]).toEqual([true, false]);
  });

  it('are the agents’ ones that the visitor has not seen', () => {
    const thread = new ThreadState();
    const messages = [
      buildMessage(1),
      buildMessage(2),
      buildMessage(3, { author: 'VISITOR' }),
      buildMessage(4, { author: 'SYSTEM', notice: 'SESSION_ENDED' }),
      buildMessage(5),
    ];
    thread.begin(buildSession({ visitorReadSeq: 1 }), buildPage(messages));
    expect(thread.unreadCount).toBe(2);
    expect(thread.read()).toBe(true);
    expect(thread.unreadCount).toBe(0);
    expect(thread.read()).toBe(false);
  });

  it('are read here when they were read in another tab', () => {
    const thread = buildThread(1, 2);
    thread.apply(sessionChanged({ version: 2, visitorReadSeq: 2 }));
    expect(thread.unreadCount).toBe(0);
  });

  it('begin anew with a new session', () => {
    const thread = buildThread(1, 2, 3);
    thread.read();
    thread.begin(buildSession({ id: 'session-2' }), buildPage([buildMessage(1)]));
    expect(thread.unreadCount).toBe(1);
  });
});

describe('the sign of typing', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function buildTypingThread() {
    const thread = buildThread();
    thread.typingTimeoutMs = 6_000;
    thread.apply(typingSignalled(true));
    return thread;
  }

  it('is over when its time is', () => {
    const thread = buildTypingThread();
    vi.advanceTimersByTime(5_000);
    thread.apply(typingSignalled(true));
    vi.advanceTimersByTime(5_000);
    expect(thread.typingName).toBe('林晓');
    vi.advanceTimersByTime(1_000);
    expect(thread.typingName).toBeNull();
  });

  it.each([
    ['the agent stops', typingSignalled(false)],
    ['the agent’s message arrives', messageSent(buildMessage(1))],
    ['the session ends', sessionChanged({ version: 2, isLive: false })],
  ])('is over when %s', (_, event) => {
    const thread = buildTypingThread();
    thread.apply(event);
    expect(thread.typingName).toBeNull();
  });

  it('is not about the visitor', () => {
    const thread = buildThread();
    thread.apply({ __typename: 'TypingSignalled', author: 'VISITOR', authorName: null, isTyping: true });
    expect(thread.typingName).toBeNull();
  });

  it('stays when the visitor’s own message arrives', () => {
    const thread = buildTypingThread();
    thread.apply(messageSent(buildMessage(1, { author: 'VISITOR' })));
    expect(thread.typingName).toBe('林晓');
  });
});
