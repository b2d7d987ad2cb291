import { MediaQuery } from 'svelte/reactivity';

/** Where what is on the page depends on its width, and not only how it looks: the breakpoints of the tokens. */
export const screen = {
  isTablet: new MediaQuery('width >= 44rem'),
  isDesk: new MediaQuery('width >= 66rem'),
  isWide: new MediaQuery('width >= 80rem'),
};
