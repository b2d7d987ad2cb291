import { lazily } from '../core/lazyPart.svelte.ts';

/** What of the widget comes when it is wanted, so that little stands between opening the chat and typing. */
export const parts = {
  thread: lazily(() => import('../message/Thread.svelte')),
  teaser: lazily(() => import('./Teaser.svelte')),
  uploads: lazily(() => import('../attachment/uploads.ts')),
  emoji: lazily(() => import('../emoji/EmojiPicker.svelte')),
  form: lazily(() => import('../form/FirstForm.svelte')),
  menu: lazily(() => import('./HeaderMenu.svelte')),
  refusal: lazily(() => import('./Refusal.svelte')),
};
