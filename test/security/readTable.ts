import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export const standings = [
  'tested',
  'documented',
  'by design',
  'by the operator',
  'does not apply',
  'not met',
] as const;
export type Standing = (typeof standings)[number];

/** One line of a table: what is asked for, how it stands with it, and by what. */
export interface Item {
  id: string;
  /** Of OWASP ASVS; cheat sheets have none. */
  level: string | undefined;
  standing: Standing;
  /** Tests, headings of `decisions.md`, and what else is to be said. */
  grounds: string[];
}

/** The items of a table in Markdown, in their order. */
export function readTable(file: string): Item[] {
  const rows = readFileSync(join(import.meta.dirname, file), 'utf8')
    .split('\n')
    .filter((line) => /^\| [A-Z]\d/.test(line))
    .map((line) => line.split('|').slice(1, -1));
  return rows.map((cells) => {
    const words = cells.map((cell) => cell.trim());
    const [id = '', ...others] = words;
    const level = words.length === 5 ? others.shift() : undefined;
    const [, standing, by = ''] = others;
    return { id, level, standing: standing as Standing, grounds: by.split('<br>').map((one) => one.trim()) };
  });
}

/** What a ground names: a test by its file and title, or a heading. */
interface Reference {
  file: string;
  title: string;
}

export function referencesOf({ grounds }: Item): Reference[] {
  return grounds.flatMap((ground) => {
    const [, file, title] = /^([\w/]+) › (.+)$/.exec(ground) ?? [];
    return file && title ? [{ file, title }] : [];
  });
}

/** Whether there is what a reference names. A title that ends with `…` goes on; `%s` stands for the case of a table. */
export function isThere({ file, title }: Reference): boolean {
  if (file === 'decisions') return readRoot('test/security/decisions.md').includes(`\n## ${title}\n`);
  const path = `test/${file}.test.ts`;
  if (!existsSync(join(root, path))) return false;
  const [begin = ''] = title.split('…');
  const text = begin.trim().replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  return new RegExp(`(['"\`])${text}${title.endsWith('…') ? '' : String.raw`\1`}`).test(readRoot(path));
}

/** Files that the grounds name in passing, and that are not there. */
export function missingFiles({ grounds }: Item): string[] {
  const named = grounds.join(' ').matchAll(/`(\.?[\w-]+\/[\w./-]*\w)`|(\w+\/\w+\.test\.ts)/g);
  const paths = [...named].map(([, path, test]) => path ?? `test/${test}`);
  return paths.filter((path) => !existsSync(join(root, path)));
}

function readRoot(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
