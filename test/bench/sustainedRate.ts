export interface RateSearch {
  /** First rate that is tried. */
  start: number;
  /** Rates above are not tried. */
  ceiling: number;
  /** Stop when the lowest failed rate is at most this factor above the highest that passed, e.g. 1.05. */
  precision: number;
}

const LOWEST_RATE = 10;

/**
 * The highest rate that holds: doubles until one fails, then halves the (geometric) gap. A rate has failed when it
 * failed twice, since one disturbance from outside is no limit. Returns 0 when even the lowest fails.
 */
export async function searchSustainedRate(
  { start, ceiling, precision }: RateSearch,
  holds: (rate: number) => Promise<boolean>,
): Promise<number> {
  const holdsInTwo = async (rate: number) => (await holds(rate)) || (await holds(rate));
  let passed = 0;
  let failed = Infinity;
  let rate = Math.min(start, ceiling);
  while (failed > Math.max(passed * precision, passed + 1) && passed < ceiling) {
    if (await holdsInTwo(rate)) passed = rate;
    else failed = rate;
    if (failed === Infinity) rate = Math.min(rate * 2, ceiling);
    else if (passed === 0) rate = Math.floor(rate / 2);
    else rate = Math.round(Math.sqrt(passed * failed));
    if (rate < LOWEST_RATE) break;
  }
  return passed;
}
