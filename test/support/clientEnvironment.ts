import type { Environment } from 'vitest/runtime';

// Modules are compiled as for a browser (Svelte's runes live), while the globals stay Node's: a state class that
// needs a DOM fails here, which is the point.
export default {
  name: 'client',
  viteEnvironment: 'client',
  setup: () => ({ teardown: () => undefined }),
} satisfies Environment;
