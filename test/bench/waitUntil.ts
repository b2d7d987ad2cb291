import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves when it is so, or when there is no more patience. */
export async function waitUntil(isSo: () => boolean, timeoutMs: number): Promise<void> {
  const giveUpAt = performance.now() + timeoutMs;
  while (!isSo() && performance.now() < giveUpAt) await sleep(20);
}
