import { setTimeout as sleep } from 'node:timers/promises';
import { shuffled } from '../support/chance.ts';
import type { ChaosProduct } from './chaosProduct.ts';
import { cutsOf } from './cuts.ts';
import type { Fault } from './faults.ts';
import { killsOf } from './kills.ts';
import { outagesOf } from './outages.ts';

/** So many of some faults, one after the other; they take the place of all others. */
export interface SeriesPlan {
  /** Of servers, and a part of that of PostgreSQL and Redis each. */
  kills?: number | undefined;
  /** Of the lines between clients and servers. */
  cuts?: number | undefined;
  /** Of Redis, and of PostgreSQL. */
  outages?: number | undefined;
}

/** When one fault struck, and when it was well again; milliseconds of the monotonic clock. */
export interface Struck {
  name: string;
  from: number;
  to: number;
}

/** How long all is well after each, milliseconds; half as long on average. */
const longestRestMs = 3_000;

/** The faults of a series in an order of chance; none where nothing was asked for. */
export function seriesOf(product: ChaosProduct, plan: SeriesPlan, chance: () => number): Fault[] {
  return shuffled(chance, [
    ...killsOf(product, plan.kills ?? 0, chance),
    ...cutsOf(product.clientNetworks, plan.cuts ?? 0, chance),
    ...outagesOf(product, plan.outages ?? 0),
  ]);
}

/** Has one fault after the other happen, with a rest after each. */
export async function strikeSeries(
  faults: readonly Fault[],
  chance: () => number,
  told: (struck: Struck) => void,
): Promise<void> {
  for (const { name, strike } of faults) {
    const from = performance.now();
    await strike(chance);
    told({ name, from, to: performance.now() });
    await sleep(chance() * longestRestMs);
  }
}
