const shortestPauseMs = 500;
const longestPauseMs = 20_000;
const growth = 1.6;

/**
 * The pause before another attempt, in milliseconds: each is longer than the one before, up to a limit, and half of it
 * is left to chance, so that a restarted server is not met by all visitors at once.
 */
export function pauseBefore(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(longestPauseMs, shortestPauseMs * growth ** attempt);
  return Math.round(full * (0.5 + random() / 2));
}
