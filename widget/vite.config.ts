import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, defineConfig, type InlineConfig, type Plugin } from 'vite';
import { compression } from 'vite-plugin-compression2';

const here = import.meta.dirname;
/**
 * Browsers from 2022 on (Chrome 94, Safari 15.4). By year of the language and not by their names, because for those the
 * bundler would rewrite private fields that they all have: slower, and 2 kB more.
 */
const frameTarget = 'es2022';
const frameCssTarget = ['chrome94', 'safari15.4', 'firefox93'];
const loaderTarget = 'es2019';

const precompression = () => compression({ logLevel: 'silent', threshold: 512 });

/** Each visitor loads the operations: without indentation, and only those that are used. */
const leanOperations: Plugin = {
  name: 'dukou:lean-operations',
  enforce: 'pre',
  transform: {
    filter: { id: /gql\/generated\.ts$/ },
    handler: (code) =>
      code.replace(
        /new TypedDocumentString\(`([^`]*)`/g,
        (_, text: string) =>
          `/* @__PURE__ */ new TypedDocumentString(\`${text.replace(/\s+/g, ' ').trim()}\``,
      ),
  },
};

/** What a host page loads: one classic script, whose name never changes. */
const loader: InlineConfig = {
  root: here,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: 'build',
    emptyOutDir: false,
    target: loaderTarget,
    rolldownOptions: {
      input: 'loader/loader.ts',
      output: { format: 'iife', entryFileNames: 'widget.js' },
    },
  },
  plugins: [precompression()],
};

/** The widget as the console shows it, built apart so that visitors load none of it and share no file with it. */
const preview: InlineConfig = {
  root: here,
  base: '/widget/',
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: 'build',
    emptyOutDir: false,
    target: frameTarget,
    cssTarget: frameCssTarget,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: { input: 'preview.html' },
  },
  plugins: [
    svelte({ configFile: false, compilerOptions: { discloseVersion: false } }),
    leanOperations,
    precompression(),
  ],
};

function otherBuilds(): Plugin {
  return {
    name: 'dukou:other-builds',
    apply: 'build',
    closeBundle: {
      order: 'post',
      sequential: true,
      handler: async () => {
        await build(loader);
        await build(preview);
      },
    },
  };
}

/** The chat inside of the frame, and the demo page (copied as it is: it plays somebody else's page). */
export default defineConfig({
  root: here,
  base: '/widget/',
  publicDir: 'demo',
  build: {
    outDir: 'build',
    target: frameTarget,
    cssTarget: frameCssTarget,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: { input: 'frame.html' },
  },
  plugins: [
    svelte({ configFile: false, compilerOptions: { discloseVersion: false } }),
    leanOperations,
    precompression(),
    otherBuilds(),
  ],
});
