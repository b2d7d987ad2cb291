import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';

const build = join(import.meta.dirname, '../../widget/build');
const kB = 1_000;

const read = (path: string) => readFileSync(join(build, path), 'utf8');
const weight = (path: string) => gzipSync(read(path), { level: 9 }).length;
const sum = (paths: string[]) => paths.reduce((total, path) => total + weight(path), 0);

/** A script and all that it imports before it runs. */
function withImports(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, name] of read(path).matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+)"/g)) {
    withImports(`assets/${name}`, found);
  }
  return found;
}

/** What the frame fetches by itself before one can type: its page, styles and scripts. */
function loadedUntilTyping(): string[] {
  const page = read('frame.html');
  const assets = [...page.matchAll(/(?:src|href)="\/widget\/([^"]+)"/g)].map((match) => match[1] ?? '');
  const scripts = assets.filter((path) => path.endsWith('.js')).flatMap((path) => [...withImports(path)]);
  expect(scripts.length, 'scripts of the frame').toBeGreaterThan(0);
  return [...new Set(['frame.html', ...assets, ...scripts])];
}

/** The texts of each language; a visitor loads those of one. */
function languages(): string[] {
  const loaded = loadedUntilTyping();
  const found = readdirSync(join(build, 'assets'))
    .filter((name) => /^[a-z]{2}-[^.]*\.js$/.test(name))
    .map((name) => `assets/${name}`)
    .filter((path) => !loaded.includes(path));
  expect(found.length, 'languages').toBeGreaterThan(1);
  return found;
}

describe('what a visitor’s browser loads', () => {
  beforeAll(() => {
    if (!existsSync(join(build, 'widget.js'))) throw new Error('not built: npm run build:widget');
  });

  it('is at most 2 kB for the host page', () => {
    expect(weight('widget.js')).toBeLessThanOrEqual(2 * kB);
  });

  it('is at most 30 kB until one can type, in whatever language', () => {
    const rest = sum(loadedUntilTyping());
    for (const texts of languages()) expect(rest + weight(texts), texts).toBeLessThanOrEqual(30 * kB);
  });

  it('lies there compressed', () => {
    for (const path of ['widget.js', ...loadedUntilTyping(), ...languages()]) {
      if (read(path).length < 512) continue;
      expect(existsSync(join(build, `${path}.gz`)), `${path}.gz`).toBe(true);
      expect(existsSync(join(build, `${path}.br`)), `${path}.br`).toBe(true);
    }
  });

  it('is a classic script for the host page, which leaves no name behind', () => {
    const loader = read('widget.js');
    expect(loader).not.toMatch(/^\s*(import|export)\b/m);
    expect(loader.trim()).toMatch(/^\(?(function|\(\)=>)/);
  });

  it('needs no script, style or handler that a strict policy of the page would forbid', () => {
    const page = read('frame.html');
    expect(page).not.toMatch(/<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=/);
  });
});
