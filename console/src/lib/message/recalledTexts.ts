import { SvelteMap } from 'svelte/reactivity';

/** What one has taken back, by the message's id: it can be written anew, as long as this page lives. */
export const recalledTexts = new SvelteMap<string, string>();
