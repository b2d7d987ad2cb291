import { Opening } from '#lib/ui/opening.svelte.ts';

/** The menu of the open session. */
export const sessionMenu = new Opening();
