import { describe, expect, it } from 'vitest';
import { searchSustainedRate } from './sustainedRate.ts';

const search = { start: 1_000, ceiling: 32_000, precision: 1.05 };

/** A server that holds up to `limit`; returns the rates that were tried on it. */
async function searchBelow(limit: number, options = search) {
  const tried: number[] = [];
  const found = await searchSustainedRate(options, (rate) => {
    tried.push(rate);
    return Promise.resolve(rate <= limit);
  });
  return { found, tried };
}

describe('the search for the highest sustained rate', () => {
  it.each([17, 640, 1_000, 3_210, 7_777, 31_000])(
    'finds a limit of %i a second within 5 %%',
    async (limit) => {
      const { found } = await searchBelow(limit);
      expect(found).toBeLessThanOrEqual(limit);
      expect(found * 1.05 + 1).toBeGreaterThanOrEqual(limit);
    },
  );

  it('stops at the ceiling without trying it twice', async () => {
    expect(await searchBelow(Infinity)).toEqual({
      found: 32_000,
      tried: [1_000, 2_000, 4_000, 8_000, 16_000, 32_000],
    });
  });

  it('finds nothing when nothing holds', async () => {
    expect((await searchBelow(0)).found).toBe(0);
  });

  it('does not take one disturbance for the limit', async () => {
    let trials = 0;
    const found = await searchSustainedRate({ ...search, ceiling: 4_000 }, () =>
      Promise.resolve(++trials !== 2),
    );
    expect(found).toBe(4_000);
  });
});
