import type { ScrollPlace } from '#lib/ui/scrollKeeper.svelte.ts';
import type { ThreadState } from './threadState.svelte.ts';

const places = new WeakMap<ThreadState, ScrollPlace>();

/** Where a thread is read: known for as long as the thread is, while others are looked at. */
export function scrollPlaceOf(thread: ThreadState): ScrollPlace {
  const place = places.get(thread) ?? { top: null };
  places.set(thread, place);
  return place;
}
