import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fetchEarlierMessages } from '../../widget/src/message/fetchEarlierMessages.ts';
import { ThreadState } from '../../widget/src/message/threadState.svelte.ts';
import { buildMessage, buildPage, buildSession } from './buildThread.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function buildThread(): ThreadState {
  const thread = new ThreadState();
  thread.begin(buildSession(), buildPage([buildMessage(3), buildMessage(4)], 'before-3'));
  return thread;
}

const answer = () => ({
  session: { __typename: 'Session', messages: buildPage([buildMessage(1), buildMessage(2)]) },
});

it('earlier messages that do not come because the line is cut come by themselves when it is back', async () => {
  const thread = buildThread();
  const execute = vi
    .fn()
    .mockRejectedValueOnce(new Error('cut'))
    .mockRejectedValueOnce(new Error('cut'))
    .mockImplementation(() => Promise.resolve(answer()));
  const fetching = fetchEarlierMessages({ execute }, thread);
  void fetchEarlierMessages({ execute }, thread);
  await vi.runAllTimersAsync();
  await fetching;
  expect(thread.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  expect(execute).toHaveBeenCalledTimes(3);
  expect(thread.isFetchingEarlier).toBe(false);
});

it('earlier messages of a session are not asked for any more when another one has begun', async () => {
  const thread = buildThread();
  const execute = vi.fn().mockRejectedValue(new Error('cut'));
  const fetching = fetchEarlierMessages({ execute }, thread);
  thread.begin(buildSession({ id: 'session-2' }), buildPage([buildMessage(1)]));
  await vi.runAllTimersAsync();
  await fetching;
  expect(execute).toHaveBeenCalledTimes(1);
});
