/** Numbers between 0 and 1 that are the same in each run (mulberry32). */
export function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of a list. */
export function pick<One>(chance: () => number, list: readonly One[]): One {
  return list[Math.floor(chance() * list.length)] as One;
}

/** The same things in an order of chance. */
export function shuffled<One>(chance: () => number, list: readonly One[]): One[] {
  return list
    .map((one) => ({ one, place: chance() }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one);
}
