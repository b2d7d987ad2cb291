import type { Core } from './core.ts';

/** A timer of Node's holds no more: 24.8 days. */
const longestMs = 2 ** 31 - 1;

/** Calls once when a moment has come, however far away; closing `signal` cancels it. Keeps no process from ending. */
export function callAt(core: Core, moment: Date, signal: AbortSignal, call: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    const left = moment.getTime() - core.clock.now().getTime();
    if (left <= 0) call();
    else timer = setTimeout(wait, Math.min(left, longestMs)).unref();
  };
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  if (!signal.aborted) wait();
}
