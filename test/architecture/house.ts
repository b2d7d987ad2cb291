import { posix } from 'node:path';

/** Files over the limit, each with the reason why it may be. */
export type Exceptions = Record<string, string>;

interface TextFile {
  path: string;
  text: string;
}

const sized = /\.(ts|js|mjs|svelte|css)$/;

/** Files over 200 lines (tests: 400) without a reason, and exceptions that are needed no more. */
export function oversized(files: TextFile[], exceptions: Exceptions): string[] {
  const over = files
    .filter((file) => sized.test(file.path))
    .map((file) => ({ path: file.path, lines: file.text.trimEnd().split('\n').length }))
    .filter(({ path, lines }) => lines > (path.startsWith('test/') ? 400 : 200));
  const paths = new Set(over.map(({ path }) => path));
  return [
    ...over.filter(({ path }) => !exceptions[path]).map(({ path, lines }) => `${path}: ${lines} lines`),
    ...Object.keys(exceptions)
      .filter((path) => !paths.has(path))
      .map((path) => `${path}: needs its exception no more`),
  ];
}

const emptyWords = /^(utils?|helpers?|common|managers?|services?|data|infos?|v\d+)$/;

/** File and folder names whose last word says nothing about what is inside. */
export function emptyNames(paths: string[]): string[] {
  const segments = new Set(
    paths.flatMap((path) => path.split('/').map((_, i, all) => all.slice(0, i + 1).join('/'))),
  );
  return [...segments].filter((path) => {
    const name = posix.basename(path).replace(/^\.+/, '').split('.')[0] ?? '';
    const words = name.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/);
    return emptyWords.test((words.at(-1) ?? '').toLowerCase());
  });
}

/** Source files that are not named after their main export: components PascalCase, all else camelCase. */
export function oddNames(paths: string[]): string[] {
  return paths.filter((path) => {
    const name = posix.basename(path);
    if (/^console\/src\/routes\//.test(path)) {
      // A parameter, in brackets, is named like a variable.
      const folders = posix.dirname(path).slice('console/src/routes'.length);
      return !name.startsWith('+') || /[A-Z_]/.test(folders.replace(/\[[^\]]*\]/g, ''));
    }
    if (name.endsWith('.svelte')) return !/^[A-Z][A-Za-z0-9]*\.svelte$/.test(name);
    return /\.ts$/.test(name) && !/^([a-z][A-Za-z0-9]*)(\.svelte|\.test|\.config|\.d)*\.ts$/.test(name);
  });
}

const topLevel = new Set(
  'api console widget schema prisma test package.json package-lock.json tsconfig.json codegen.ts README.md'.split(
    ' ',
  ),
);

/** What stands at the top level without belonging there. */
export function strangersAtTheTop(paths: string[]): string[] {
  const names = new Set(paths.map((path) => path.split('/')[0] ?? ''));
  return [...names].filter((name) => !topLevel.has(name) && !name.startsWith('.'));
}

// Composed, so that this file does not find itself.
const marker = new RegExp(
  [
    `\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b`,
    '\\b(it|test|describe)(\\.[a-z]+)*\\.' + '(only|skip|todo|skipIf|runIf|fails)\\b',
    '@ts-' + '(ignore|nocheck)',
  ].join('|'),
);

/** Lines that put something off, or switch a test or the type checker off. */
export function leftForLater(files: TextFile[]): string[] {
  return files.flatMap((file) =>
    file.text
      .split('\n')
      .flatMap((line, i) =>
        marker.test(line) ? [`${file.path}:${i + 1}: ${line.trim().slice(0, 100)}`] : [],
      ),
  );
}

/** Download hosts in a lockfile: where packages come from is the installing machine's business. */
export function hostsInLockfile(lockfile: string): string[] {
  return lockfile.split('\n').filter((line) => /"resolved":\s*"(https?|git)/.test(line));
}
