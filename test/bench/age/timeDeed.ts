import { percentile } from '../latencies.ts';
import type { AgedCore } from './agedCore.ts';
import type { Deed } from './deeds.ts';

/** How long a deed takes, in milliseconds. */
export interface Figures {
  p50: number;
  p95: number;
}

/**
 * Does a deed so many times on each database, in turns, each first as often as the other: a drifting machine cannot pass for a
 * difference. What is done `warmUp` times before is not counted: by then statements are prepared and pages read.
 */
export async function timeDeed(
  deed: Deed,
  databases: readonly AgedCore[],
  { times, warmUp }: { times: number; warmUp: number },
): Promise<Figures[]> {
  const taken = databases.map((): number[] => []);
  for (let n = -warmUp; n < times; n++) {
    const turns = databases.map((aged, index) => async () => {
      const startedAt = performance.now();
      await deed(aged, n + warmUp);
      if (n >= 0) taken[index]?.push(performance.now() - startedAt);
    });
    for (const turn of n % 2 ? turns : turns.toReversed()) await turn();
  }
  return taken.map(figuresOf);
}

function figuresOf(values: readonly number[]): Figures {
  const sorted = Float64Array.from(values).sort();
  return { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95) };
}
