import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const sourcesOf = (...patterns: string[]) =>
  globSync(patterns, { cwd: root, exclude: ['**/node_modules/**', '**/build/**', '**/.svelte-kit/**'] });

test('nothing runs text as a program, and no markup is made of text', () => {
  const files = sourcesOf('{api,schema,prisma}/**/*.ts', '{console,widget}/**/*.{ts,svelte}');
  expect(files.length).toBeGreaterThan(500);
  const dangerous =
    /\beval\(|new Function\(|child_process|\{@html|\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|javascript:/;
  const found = files.filter((path) => !path.includes('/paraglide/') && dangerous.test(read(path)));
  expect(found).toEqual([]);
});

test('fields for passwords hide what is typed, and take what a password manager gives', () => {
  const fields = sourcesOf('console/src/**/*.svelte').flatMap((path) =>
    [...read(path).matchAll(/<(?:input|TextField)\b[^>]*type="password"[^>]*>/g)].map(([tag]) => tag),
  );
  expect(fields.length).toBeGreaterThan(1);
  for (const tag of fields) expect(tag).toMatch(/autocomplete=("(current|new)-password"|\{isNew \?)/);
  const refusing = sourcesOf('console/src/**/*.svelte').filter((path) => /\bonpaste=/.test(read(path)));
  expect(refusing.filter((path) => /password|signIn/i.test(path))).toEqual([]);
});

test('every package of the lock file is told by a hash, and by no host that it comes from', () => {
  interface Locked {
    integrity?: string;
    resolved?: string;
    link?: boolean;
  }
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
  const all = Object.entries(packages).filter(([path]) => path !== '');
  expect(all.length).toBeGreaterThan(300);
  expect(all.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual(
    [],
  );
  expect(all.filter(([, { resolved, link }]) => resolved ?? link).map(([path]) => path)).toEqual([]);
});
