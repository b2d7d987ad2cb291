import { describe, expect, it } from 'vitest';
import { median, percentile, summarizeLatencies } from './latencies.ts';

describe('latencies', () => {
  it('takes the smallest value that the given share does not exceed', () => {
    const oneToHundred = Float64Array.from({ length: 100 }, (_, n) => n + 1);
    expect([0.01, 0.5, 0.99, 0.995, 1].map((share) => percentile(oneToHundred, share))).toEqual([
      1, 50, 99, 100, 100,
    ]);
  });

  it('knows the percentiles of a single value, and none of none', () => {
    expect(percentile(Float64Array.of(4), 0.5)).toBe(4);
    expect(percentile(Float64Array.of(), 0.5)).toBeNaN();
  });

  it('counts what never arrived as infinitely late', () => {
    const values = Float64Array.from({ length: 100 }, (_, n) => (n < 2 ? Infinity : 10));
    expect(summarizeLatencies(values)).toEqual({ p50: 10, p90: 10, p99: Infinity, max: Infinity });
  });

  it('sorts by size and leaves its input alone', () => {
    const values = Float64Array.of(100, 9, 20);
    expect(summarizeLatencies(values).p50).toBe(20);
    expect([...values]).toEqual([100, 9, 20]);
  });

  it('takes the mean of the two middle ones as the median of an even number', () => {
    expect([median([3, 1, 2]), median([4, 1, 3, 2])]).toEqual([2, 2.5]);
  });
});
