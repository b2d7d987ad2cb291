import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, defineConfig, type InlineConfig, type Plugin, type Rolldown } from 'vite';
import { compression } from 'vite-plugin-compression2';

const here = import.meta.dirname;
/**
 * Browsers from 2022 on (Chrome 94, Safari 15.4). By year of the language and not by their names, because for those the
 * bundler would rewrite private fields that they all have: slower, and 2 kB more.
 */
const frameTarget = 'es2022';
const frameCssTarget = ['chrome94', 'safari15.4', 'firefox93'];
const loaderTarget = 'es2019';

// Said of the framework's blocks alone, so that one that only a later part has is in that part's file.
const treeshake: Rolldown.TreeshakingOptions = {
  moduleSideEffects: [{ test: /svelte\/src\/internal\/client\/dom\//, sideEffects: false }],
};

const precompression = () => compression({ logLevel: 'silent', threshold: 512 });

/**
 * What the widget never does, be rendered on a server and compiled as asynchronous or old components, is switched in the
 * framework by variables. As constants they take what hangs on them out of the build (1 kB). Should another version keep
 * them elsewhere, an assignment to a constant breaks the build, and else the test of the weight notices.
 */
const leanFramework: Plugin = {
  name: 'dukou:lean-framework',
  enforce: 'pre',
  transform: {
    filter: { id: /svelte\/src\/internal\/(?:flags\/index|client\/dom\/hydration)\.js$/ },
    handler: (code) =>
      code
        .replace(/export let (hydrating|\w+_flag) = false/g, 'export const $1 = false')
        .replace(/^\t(?:hydrating|\w+_flag) = (?:value|true|false);$/gm, ''),
  },
};

/**
 * Vite's own way to load a part's styles before the part weighs three times as much, because it knows more than is needed
 * here: parts have one file of styles, by an address from the root, and no scripts are asked for ahead.
 */
const leanParts: Plugin = {
  name: 'dukou:lean-parts',
  enforce: 'pre',
  load: {
    filter: { id: /^\0vite\/preload-helper\.js$/ },
    handler: () => `
      const asked = {};
      const style = (name) => asked[name] ??= new Promise((resolve, reject) => {
        const link = document.createElement('link');
        Object.assign(link, { rel: 'stylesheet', href: '/widget/' + name, onload: resolve, onerror: reject });
        document.head.append(link);
      });
      export const __vitePreload = (load, names = []) =>
        Promise.all(names.filter((name) => name.endsWith('.css')).map(style)).then(load);`,
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
    leanFramework,
    leanParts,
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
        await copyFile(join(here, 'loader/widget.d.ts'), join(here, 'build/widget.d.ts'));
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
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { input: 'frame.html', treeshake },
  },
  plugins: [
    svelte({ configFile: false, compilerOptions: { discloseVersion: false } }),
    leanFramework,
    leanParts,
    precompression(),
    otherBuilds(),
  ],
});
