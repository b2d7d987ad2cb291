import { lazily } from '../core/lazyPart.svelte.ts';

/** Comes when a talk is over that can be rated. */
export const ratingPart = lazily(() => import('./RatingForm.svelte'));
