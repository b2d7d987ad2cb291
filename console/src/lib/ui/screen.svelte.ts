import { MediaQuery } from 'svelte/reactivity';

/** Where what is on the page depends on its width, and not only how it looks: the breakpoint `wide` of the tokens. */
export const screen = { isWide: new MediaQuery('width >= 80rem') };
