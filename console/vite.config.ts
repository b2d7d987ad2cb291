import { fileURLToPath } from 'node:url';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { firstLoadGroups } from './firstLoad.ts';

// The adapter would take a relative folder as one of the working directory, which is the repository.
const build = fileURLToPath(new URL('./build', import.meta.url));

export default defineConfig({
  build: { rolldownOptions: { checks: { pluginTimings: false } } },
  environments: {
    client: { build: { rolldownOptions: { output: { codeSplitting: { groups: firstLoadGroups() } } } } },
  },
  plugins: [
    tailwindcss(),
    sveltekit({
      // Every address that is no file is answered with index.html; the router in the page does the rest.
      adapter: adapter({ pages: build, fallback: 'index.html', precompress: true }),
    }),
  ],
});
