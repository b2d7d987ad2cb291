import { Opening } from '#lib/ui/opening.svelte.ts';

/** The emoji beside the composer of the open session. */
export const emojiPanel = new Opening();

/** What opens them. */
export const emojiKey = 'Z';
