// `npm run schema:print` writes schema/schema.graphql; with --check it only compares, for `npm run check`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from './index.ts';

const printedFile = join(import.meta.dirname, 'schema.graphql');

/** The schema as GraphQL text, sorted, so that an unrelated change moves no line. */
export function printedSchema(): string {
  return printSchema(lexicographicSortSchema(schema)) + '\n';
}

/** The text of the committed file; empty where there is none yet. */
export function committedSchema(): string {
  try {
    return readFileSync(printedFile, 'utf8');
  } catch {
    return '';
  }
}

/** The lines that only one of two texts has, from the first difference on: enough to see what was forgotten. */
export function shortDifference(committed: string, printed: string, most = 12): string[] {
  const old = committed.split('\n');
  const now = printed.split('\n');
  const first = now.findIndex((line, i) => line !== old[i]);
  if (first < 0 && old.length === now.length) return [];
  const start = Math.max(0, first < 0 ? now.length : first);
  const oldRest = new Set(old.slice(start));
  const nowRest = new Set(now.slice(start));
  const lines = [
    ...old.slice(start).flatMap((line, i) => (nowRest.has(line) ? [] : [`${start + i + 1} - ${line}`])),
    ...now.slice(start).flatMap((line, i) => (oldRest.has(line) ? [] : [`${start + i + 1} + ${line}`])),
  ];
  if (lines.length === 0) return [`${start + 1}   lines stand in another order from here`];
  return lines.length > most ? [...lines.slice(0, most), `… and ${lines.length - most} more`] : lines;
}

if (import.meta.main) {
  const printed = printedSchema();
  if (!process.argv.includes('--check')) {
    writeFileSync(printedFile, printed);
  } else if (committedSchema() !== printed) {
    console.error('schema/schema.graphql is not what the code says; run: npm run schema:print');
    for (const line of shortDifference(committedSchema(), printed)) console.error(`  ${line}`);
    process.exitCode = 1;
  }
}
