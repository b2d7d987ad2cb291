import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const tries = 3;
const promiseMs = 1_000;

/** How long after the server's yes to a change its effect was seen, in ms; negative when it was seen before. */
export async function delayOf(
  change: () => Promise<unknown>,
  effect: () => Promise<unknown>,
): Promise<number> {
  const seen = effect().then(() => performance.now());
  // Whichever of the two fails, nobody is left to wait for the other.
  seen.catch(() => undefined);
  await change();
  const agreed = performance.now();
  return (await seen) - agreed;
}

/** The server's answer to an operation that a page is about to send. */
export function answerTo(page: Page, operation: string): Promise<unknown> {
  return page.waitForResponse((response) =>
    [response.url(), response.request().postData()].some((said) => said?.includes(operation)),
  );
}

/**
 * Measures the same changes several times, and expects of each that it shows within a second at least once. A machine
 * with other work may be slow now and then; a product that polls, or shows nothing before a reload, is so every time.
 * @param attempt makes the changes once; the delays it returns are named after them
 */
export async function expectPrompt(
  attempt: (index: number) => Promise<Record<string, number>>,
): Promise<void> {
  const best = new Map<string, number>();
  for (let index = 0; index < tries; index++) {
    for (const [change, delay] of Object.entries(await attempt(index))) {
      best.set(change, Math.min(delay, best.get(change) ?? Infinity));
    }
    // What was prompt once need not be measured again.
    if ([...best.values()].every((delay) => delay <= promiseMs)) break;
  }
  const late = [...best].filter(([, delay]) => delay > promiseMs);
  expect(late, 'ms until the change was seen').toEqual([]);
}
