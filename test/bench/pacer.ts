import { Worker } from 'node:worker_threads';

// A thread that sleeps in Atomics.wait wakes the sender within about 0.15 ms of the scheduled moment; setTimeout
// has whole milliseconds and was late by 0.6 ms on average, a third of the latency to be measured. Neither spins.
const TICKER = `
  const { parentPort, workerData: { startAt, every, end } } = require('node:worker_threads');
  const cell = new Int32Array(new SharedArrayBuffer(4));
  for (let at = startAt; at < end; at += every) {
    const pause = at - (performance.timeOrigin + performance.now());
    if (pause > 0) Atomics.wait(cell, 0, 0, pause);
    parentPort.postMessage(0);
  }`;
const FINEST_TICK_MS = 2;

/**
 * Calls `send(n, scheduledAt)` for n = 0…count-1 at `rate` a second from `startAt` (milliseconds of
 * performance.now()) on. Late ones are caught up at the next tick. `send` returns false to stop early.
 * Resolves with the number of calls.
 */
export function pace(rate: number, count: number, startAt: number, send: (n: number, at: number) => boolean) {
  const interval = 1000 / rate;
  const every = Math.max(interval, FINEST_TICK_MS);
  const origin = performance.timeOrigin;
  const end = origin + startAt + count * interval + 10 * every;
  const ticker = new Worker(TICKER, { eval: true, workerData: { startAt: origin + startAt, every, end } });
  return new Promise<number>((resolve, reject) => {
    let next = 0;
    let isStopped = false;
    ticker.on('message', () => {
      const now = performance.now();
      for (let at = startAt + next * interval; !isStopped && next < count && at <= now;) {
        isStopped = !send(next, at);
        at = startAt + ++next * interval;
      }
      if (!isStopped && next < count) return;
      ticker.removeAllListeners('message');
      void ticker.terminate();
      resolve(next);
    });
    ticker.on('error', reject);
  });
}
