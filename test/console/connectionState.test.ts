import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConnectionState, retryPauseMs } from '#lib/connection/connectionState.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the pause before connecting again', () => {
  it('grows up to half a minute and is spread', () => {
    const longest = Array.from({ length: 8 }, (_, retries) => retryPauseMs(retries, () => 1));
    expect(longest).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    expect(retryPauseMs(0, () => 0)).toBe(500);
  });

  it('is shown with its end, and ends by itself', async () => {
    const connection = new ConnectionState({ pauseMs: () => 4_000 });
    let isOver = false;
    void connection.waitBeforeRetry(0, true).then(() => (isOver = true));
    expect([connection.status, connection.retryAt]).toEqual(['waiting', Date.now() + 4_000]);
    await vi.advanceTimersByTimeAsync(3_999);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect([isOver, connection.status, connection.retryAt]).toEqual([true, 'connecting', null]);
  });

  it('ends at once when the network is back', async () => {
    const connection = new ConnectionState({ pauseMs: () => 30_000 });
    const waiting = connection.waitBeforeRetry(5, false);
    expect(connection.status).toBe('offline');
    connection.retryNow();
    await waiting;
    expect(connection.status).toBe('connecting');
  });

  it('is not begun when the desk was left', async () => {
    const connection = new ConnectionState();
    connection.markClosed();
    await connection.waitBeforeRetry(0, true);
    expect(connection.status).toBe('closed');
  });
});

describe('the connection', () => {
  it('tells those who wait for it each time when it is there', () => {
    const connection = new ConnectionState();
    const listener = vi.fn();
    const stop = connection.onConnected(listener);
    connection.markConnected();
    connection.markLost();
    expect(connection.status).toBe('connecting');
    connection.markConnected();
    stop();
    connection.markConnected();
    expect(listener).toHaveBeenCalledTimes(2);
  });
});
