import type { Struck } from './series.ts';

/** From saying something until it was acknowledged; milliseconds of the monotonic clock. */
export interface Wait {
  sessionId: string;
  seq: number | undefined;
  from: number;
  to: number;
}

/** When a reader of a session was told of each number first. */
export interface ToldAt {
  sessionId: string;
  toldAt: ReadonlyMap<number, number>;
}

/** How long people had to wait beyond what had failed, milliseconds, ascending. */
export interface Delays {
  /** After a fault, until what was said during it was acknowledged. */
  drainedMs: number[];
  /** After it was acknowledged, or after the fault that it fell into, until a reader had it. */
  toldMs: number[];
}

/** Holds what was said and told against the times in which something had failed. */
export function delaysOf(
  waits: readonly Wait[],
  readers: readonly ToldAt[],
  struck: readonly Struck[],
): Delays {
  const readersOf = Map.groupBy(readers, ({ sessionId }) => sessionId);
  const delays: Delays = { drainedMs: [], toldMs: [] };
  for (const { sessionId, seq, from, to } of waits) {
    const saidDuring = struck.find((one) => one.from <= from && from < one.to && one.to < to);
    if (saidDuring) delays.drainedMs.push(to - saidDuring.to);
    if (seq === undefined) continue;
    const well = struck.find((one) => one.from <= to && to < one.to)?.to ?? to;
    for (const { toldAt } of readersOf.get(sessionId) ?? []) {
      const at = toldAt.get(seq);
      if (at !== undefined) delays.toldMs.push(Math.max(0, at - well));
    }
  }
  delays.drainedMs.sort((a, b) => a - b);
  delays.toldMs.sort((a, b) => a - b);
  return delays;
}
