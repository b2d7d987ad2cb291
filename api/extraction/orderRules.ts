/** The place in a list, sorted by start, of the last one that begins before a place of the text; -1 for none. */
export function lastBefore(sorted: readonly { readonly start: number }[], place: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.start ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The first one of a sorted list within a part of the text. */
export function firstWithin<Placed extends { readonly start: number }>(
  sorted: readonly Placed[],
  start: number,
  end: number,
): Placed | undefined {
  const first = sorted[lastBefore(sorted, start) + 1];
  return first && first.start < end ? first : undefined;
}

/** Parts of a text that are taken, so that a later rule does not read them again. */
export class Taken {
  private readonly units: Uint8Array;
  constructor(length: number) {
    this.units = new Uint8Array(length);
  }
  has(start: number, end: number): boolean {
    return this.units.subarray(start, end).includes(1);
  }
  add(start: number, end: number): void {
    this.units.fill(1, start, end);
  }
}
