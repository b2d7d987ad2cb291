import type { ThreadState } from './threadState.svelte.ts';

/** Where a thread is read: at a row, so far below its beginning; null at the end of the talk. */
export interface ReadPlace {
  row: { seq: number; offsetPx: number } | null;
}

const places = new WeakMap<ThreadState, ReadPlace>();

/** Where a thread is read: known for as long as the thread is, while others are looked at. */
export function readPlaceOf(thread: ThreadState): ReadPlace {
  const place = places.get(thread) ?? { row: null };
  places.set(thread, place);
  return place;
}
