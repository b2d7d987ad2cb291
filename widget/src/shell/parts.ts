import { lazily } from '../core/lazyPart.svelte.ts';

/** What of the widget comes when it is wanted, so that little stands between opening the chat and typing. */
export const parts = {
  thread: lazily(() => import('../message/Thread.svelte')),
  teaser: lazily(() => import('./Teaser.svelte')),
  refusal: lazily(() => import('./Refusal.svelte')),
};
