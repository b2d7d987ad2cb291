import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConnectionLostError } from '../../widget/src/core/graphqlAnswer.ts';
import { ThreadState } from '../../widget/src/message/threadState.svelte.ts';
import { watchQueue } from '../../widget/src/session/queueWatch.ts';
import en from '../../widget/src/texts/en.ts';
import zh from '../../widget/src/texts/zh.ts';
import { buildPage, buildSession, sessionChanged, settle } from './buildThread.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A session that stands in the queue, and a server that says where. */
function buildQueue() {
  const thread = new ThreadState();
  thread.begin(buildSession({ reach: 'QUEUED', queuePosition: 5 }), buildPage([]));
  const queue = {
    thread,
    position: 5 as number | undefined,
    asked: 0,
    /** Holds the answer back until it is called. */
    answer: undefined as (() => void) | undefined,
    isSlow: false,
    stop: () => {},
  };
  const execute = async () => {
    queue.asked++;
    const { position } = queue;
    if (queue.isSlow) await new Promise<void>((resolve) => (queue.answer = resolve));
    if (position === undefined) throw new ConnectionLostError();
    return { session: buildSession({ reach: 'QUEUED', queuePosition: position }) } as never;
  };
  queue.stop = watchQueue({ execute }, thread, 'session-1', 10_000);
  return queue;
}

const place = ({ thread }: { thread: ThreadState }) => thread.session?.queuePosition;

describe('the place in the queue', () => {
  it('is asked for at once and again after each interval, until nobody looks any more', async () => {
    const queue = buildQueue();
    queue.position = 3;
    await vi.advanceTimersByTimeAsync(10_000);
    expect([queue.asked, place(queue)]).toEqual([2, 3]);
    queue.stop();
    queue.position = 1;
    await vi.advanceTimersByTimeAsync(60_000);
    expect([queue.asked, place(queue)]).toEqual([2, 3]);
  });

  it('is asked for again when the connection took the answer along', async () => {
    const queue = buildQueue();
    queue.position = undefined;
    await vi.advanceTimersByTimeAsync(10_000);
    queue.position = 2;
    await vi.advanceTimersByTimeAsync(10_000);
    expect([queue.asked, place(queue)]).toEqual([3, 2]);
  });

  it('is not asked for faster than a slow server answers', async () => {
    const queue = buildQueue();
    await settle();
    queue.isSlow = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(queue.asked).toBe(2);
    queue.answer?.();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(queue.asked).toBe(3);
  });

  it('that comes late does not put back in line who is answered by now', async () => {
    const queue = buildQueue();
    queue.isSlow = true;
    await vi.advanceTimersByTimeAsync(10_000);
    queue.thread.apply(sessionChanged({ version: 2, reach: 'ANSWERED' }));
    queue.answer?.();
    await settle();
    expect(queue.thread.session).toMatchObject({ reach: 'ANSWERED', queuePosition: null });
  });

  it('that comes after nobody looks any more changes nothing', async () => {
    const queue = buildQueue();
    queue.isSlow = true;
    queue.position = 1;
    await vi.advanceTimersByTimeAsync(10_000);
    queue.stop();
    queue.answer?.();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([queue.asked, place(queue)]).toEqual([2, 5]);
  });

  it('is said with its number, and without one that is not known yet', () => {
    expect(en.queued(3)).toContain('You are number 3 in line');
    expect(zh.queued(3)).toContain('您排在第 3 位');
    for (const { queued } of [en, zh]) expect(queued(null)).not.toMatch(/null|\d/);
  });
});
