import { MediaQuery } from 'svelte/reactivity';

/** Where what is on the page depends on its width, and not only how it looks: the breakpoints `desk` and `wide` of the tokens. */
export const screen = { isDesk: new MediaQuery('width >= 66rem'), isWide: new MediaQuery('width >= 80rem') };
