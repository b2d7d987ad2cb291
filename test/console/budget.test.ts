import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';

const console = join(import.meta.dirname, '../../console');
const manifestPath = join(console, '.svelte-kit/output/client/.vite/manifest.json');
const nodesPath = join(console, '.svelte-kit/generated/build/client-optimized/nodes');
const kB = 1_000;

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}
let manifest: Record<string, Chunk>;
beforeAll(() => {
  if (!existsSync(manifestPath)) throw new Error('not built: npm run build:console');
  manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as Record<string, Chunk>;
});

/** Files that a page fetches by itself before it can be used: its scripts with all that they import, and styles. */
function firstLoad(...routes: string[]): Set<string> {
  const files = new Set<string>();
  const follow = (key: string) => {
    const { file, imports = [], css = [] } = manifest[key] ?? {};
    if (file === undefined || files.has(file)) return;
    for (const one of [file, ...css]) files.add(one);
    imports.forEach(follow);
  };
  const start = [
    'runtime/client/entry.js',
    'client-entry.js',
    'client-optimized/app.js',
    'client/payload.js',
  ];
  const nodes = routes.map((route) => nodeOf(route));
  const keys = Object.keys(manifest).filter((key) => [...start, ...nodes].some((end) => key.endsWith(end)));
  expect(keys.length, 'scripts that a page begins with').toBe(start.length + nodes.length);
  keys.forEach(follow);
  return files;
}

/** What SvelteKit has made of a route. */
function nodeOf(route: string): string {
  for (let index = 0; existsSync(join(nodesPath, `${index}.js`)); index++)
    if (readFileSync(join(nodesPath, `${index}.js`), 'utf8').includes(`/src/routes/${route}"`))
      return `/nodes/${index}.js`;
  throw new Error(`There is no route ${route}.`);
}

const weight = (files: Set<string>) =>
  [...files].reduce(
    (sum, file) => sum + gzipSync(readFileSync(join(console, 'build', file)), { level: 9 }).length,
    0,
  );

it('an agent’s browser loads at most 150 kB, in few files, before the desk is there', () => {
  const files = firstLoad('+layout.svelte', '(desk)/+layout.svelte', '(desk)/+page.svelte');
  expect(weight(files)).toBeLessThanOrEqual(150 * kB);
  expect(files.size).toBeLessThanOrEqual(15);
});

it('who is not signed in loads less than the desk: at most 100 kB', () => {
  const files = firstLoad('+layout.svelte', 'sign-in/+page.svelte');
  expect(weight(files)).toBeLessThanOrEqual(100 * kB);
});
