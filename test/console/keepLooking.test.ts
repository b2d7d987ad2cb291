import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepLooking } from '#lib/clock/keepLooking.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('looks as often as the last look says, until nobody wants to know', async () => {
  vi.stubGlobal('document', { visibilityState: 'visible' });
  const pauses = [100, 1_000];
  const look = vi.fn(() => Promise.resolve(pauses.shift() ?? 1_000));
  const stop = keepLooking(look, 10);
  await vi.advanceTimersByTimeAsync(10);
  expect(look).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(look).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(999);
  expect(look).toHaveBeenCalledTimes(2);
  stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(look).toHaveBeenCalledTimes(2);
});

it('does not look while the page is hidden', async () => {
  const page = { visibilityState: 'hidden' };
  vi.stubGlobal('document', page);
  const look = vi.fn(() => Promise.resolve(10));
  const stop = keepLooking(look, 10);
  await vi.advanceTimersByTimeAsync(100);
  expect(look).not.toHaveBeenCalled();
  page.visibilityState = 'visible';
  await vi.advanceTimersByTimeAsync(10);
  expect(look).toHaveBeenCalledTimes(1);
  stop();
});
