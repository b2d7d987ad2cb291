// `npm run schema:publish` makes the API of now the one that integrators may rely on; with --check nothing is written, and
// a change that would break their programs fails, for `npm run check`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

const currentFile = join(import.meta.dirname, 'schema.graphql');
const publishedFile = join(import.meta.dirname, 'published.graphql');
const historyFile = join(import.meta.dirname, 'changes.md');
const packageFile = join(import.meta.dirname, '../package.json');

const heading = (version: string) => `# The API as it was published with version ${version}.\n`;

/** What of a schema's text would break programs that were written for another one: a line each. */
export async function breakingChanges(published: string, current: string): Promise<string[]> {
  const changes = await diff(buildSchema(published), buildSchema(current));
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message }) => message);
}

/** What keeps a schema from being served as it is; undefined when nothing does. */
export async function problemOf(
  version: string,
  published: string,
  current: string,
): Promise<string | undefined> {
  const broken = await breakingChanges(published, current);
  if (broken.length > 0) {
    const lines = broken.map((line) => `  ${line}`).join('\n');
    return `The API would break for those who use it:\n${lines}\nDeprecate instead, or run: npm run schema:publish -- --acknowledge "the reason, and what to do"`;
  }
  if (published.startsWith(heading(version))) return undefined;
  return `Version ${version} was not published; run: npm run schema:publish`;
}

/** An entry of the list of changes that integrators read. */
export function historyEntry(day: string, version: string, reason: string, broken: string[]): string {
  const lines = broken.map((line) => `- ${line}`).join('\n');
  return `\n## ${day}, version ${version}\n\n${reason.trim()}\n\n${lines}\n`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, acknowledge: { type: 'string' } } });
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  const [published, current] = [readFileSync(publishedFile, 'utf8'), readFileSync(currentFile, 'utf8')];
  const broken = await breakingChanges(published, current);
  if (values.check || (broken.length > 0 && !values.acknowledge?.trim())) {
    const problem = await problemOf(version, published, current);
    if (!problem) return;
    console.error(problem);
    process.exitCode = 1;
    return;
  }
  if (broken.length > 0) {
    const day = new Date().toISOString().slice(0, 10);
    const history = readFileSync(historyFile, 'utf8');
    writeFileSync(historyFile, history + historyEntry(day, version, values.acknowledge ?? '', broken));
  }
  writeFileSync(publishedFile, heading(version) + current);
}

if (import.meta.main) await main();
