import { Opening } from '#lib/ui/opening.svelte.ts';

/** Everything that can be done, to be searched. */
export const palette = new Opening();
export const paletteShortcut = 'Mod+K';
/** Every key, to be looked up. */
export const shortcutSheet = new Opening();
