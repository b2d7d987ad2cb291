import { posix } from 'node:path';
import type { Import, SourceFile } from './sources.ts';

/** The parts between which arrows run; the first pattern that fits names a file's part. */
const parts: [name: string, pattern: RegExp][] = [
  ['generated', /^prisma\/generated\//],
  ['prisma', /^prisma\//],
  ['core', /^api\/core\//],
  ['server', /^api\/server\//],
  ['operate', /^api\/operate\//],
  ['main', /^api\/main\.ts$/],
  ['concept', /^api\/[^/]+\//],
  ['schema index', /^schema\/index\.ts$/],
  ['schema tool', /^schema\/(print|publish)Schema\.ts$/],
  ['schema base', /^schema\/[^/]+\.ts$/],
  ['schema concept', /^schema\/[^/]+\//],
  ['console', /^console\//],
  ['widget', /^widget\//],
  ['test', /^test\//],
];

/** Whom each part may import besides itself: DESIGN.md's arrows. `test` may import everything. */
const mayImport: Record<string, string[]> = {
  generated: [],
  prisma: ['generated'],
  core: ['generated'],
  concept: ['core', 'generated'],
  'schema base': ['concept', 'core', 'generated'],
  'schema concept': ['schema base', 'concept', 'core', 'generated'],
  'schema index': ['schema base', 'schema concept'],
  'schema tool': ['schema index'],
  server: ['schema index', 'schema base', 'concept', 'core', 'generated', 'prisma'],
  operate: ['server', 'concept', 'core', 'generated', 'prisma'],
  main: ['operate', 'server', 'core'],
  console: [],
  widget: [],
};

/** Single arrows that no part has as a whole. */
const alsoAllowed: Record<string, RegExp> = {
  'prisma/seed.ts': /^api\/(agent\/password|role\/shippedRoleRules)\.ts$/,
  'prisma/migration.ts': /^api\/core\//,
};

/** Packages that speak GraphQL: only schema/ and api/server/ may. */
const graphqlPackage =
  /^(graphql|graphql-ws|graphql-yoga|@pothos\/.*|@graphql-yoga\/(?!subscription$).*)(\/.*)?$/;

export function partOf(path: string): string | undefined {
  return parts.find(([, pattern]) => pattern.test(path))?.[0];
}

/** Every import that runs against the arrows, as `from → to`. */
export function forbiddenImports(files: SourceFile[]): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter((one) => !isAllowed(file.path, one))
      .map((one) => `${file.path} → ${one.target ?? one.specifier}`),
  );
}

function isAllowed(from: string, one: Import): boolean {
  const part = partOf(from);
  if (part === 'test') return true;
  if (one.target === undefined) {
    return !(['core', 'concept', 'main'].includes(part ?? '') && graphqlPackage.test(one.specifier));
  }
  const to = partOf(one.target);
  if (part === undefined || to === undefined) return part === to;
  if (part === 'schema concept' && to === part) return true;
  return part === to || (mayImport[part] ?? []).includes(to) || alsoAllowed[from]?.test(one.target) === true;
}

const pure = /^api\/([^/]+\/[^/]*(Rules|Filters)|core\/(errors|actor|input|spelling))\.ts$/;
/** What a pure file may load; types may come from anywhere that the arrows allow. */
const pureMayLoad = [
  pure,
  /^api\/[^/]+\/[^/]*Errors\.ts$/,
  /^prisma\/generated\/client\/enums\.ts$/,
  /^zod$/,
  /^luxon$/,
  /^pinyin-pro$/,
  /^csv-(parse|stringify)\/sync$/,
];
const impure =
  /\b(Date\.now|performance\.now|Math\.random|process\.|setTimeout|setInterval|fetch)\b|new Date\(\)/;

/** Rules and filters, and what of api/core they stand on, that load more than each other or read a clock or chance. */
export function impureRules(files: SourceFile[]): string[] {
  return files
    .filter((file) => pure.test(file.path))
    .flatMap((file) => [
      ...file.imports
        .filter(
          (one) => !one.typeOnly && !pureMayLoad.some((allowed) => allowed.test(one.target ?? one.specifier)),
        )
        .map((one) => `${file.path} → ${one.target ?? one.specifier}`),
      ...withoutComments(file.text)
        .split('\n')
        .filter((line) => impure.test(line))
        .map((line) => `${file.path}: ${line.trim()}`),
    ]);
}

/** The one place that hands the environment over, and the one that checks it. */
const environmentPath = /^api\/(main|operate\/main|core\/environment)\.ts$/;

/** Other places of api/ and schema/ that read the environment. */
export function environmentReaders(files: SourceFile[]): string[] {
  return files
    .filter((file) => /^(api|schema)\//.test(file.path) && !environmentPath.test(file.path))
    .filter((file) => /\bprocess\.env\b/.test(withoutComments(file.text)))
    .map((file) => file.path);
}

/** Who may read from a replica, which may be behind, and who opens it. */
const replicaReaderPath = /^api\/(search\/|report\/|core\/|server\/app\.ts$)/;

/** Other places of api/ and schema/ that read from a replica. */
export function replicaReaders(files: SourceFile[]): string[] {
  return files
    .filter((file) => /^(api|schema)\//.test(file.path) && !replicaReaderPath.test(file.path))
    .filter((file) => /(?<!\/)\breadReplica\b/.test(withoutComments(file.text)))
    .map((file) => file.path);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}

/**
 * Cycles among the files, each once, as the list of its files, starting with the first in the alphabet.
 * Types do not count: they are gone before anything is loaded. Nor does a component that contains itself.
 */
export function importCycles(files: SourceFile[]): string[] {
  const loads = (file: SourceFile) =>
    file.imports.flatMap((one) => (one.typeOnly || one.target === file.path ? [] : [one.target]));
  const graph = new Map(files.map((file) => [file.path, loads(file)]));
  const done = new Set<string>();
  const way: string[] = [];
  const cycles = new Set<string>();
  const visit = (path: string): void => {
    const at = way.indexOf(path);
    if (at >= 0) cycles.add(startingWithFirst(way.slice(at)).join(' → '));
    if (at >= 0 || done.has(path)) return;
    way.push(path);
    for (const to of graph.get(path) ?? []) if (to !== undefined && graph.has(to)) visit(to);
    way.pop();
    done.add(path);
  };
  for (const path of graph.keys()) visit(path);
  return [...cycles];
}

function startingWithFirst(cycle: string[]): string[] {
  const first = cycle.indexOf([...cycle].sort()[0] ?? '');
  return [...cycle.slice(first), ...cycle.slice(0, first)];
}

/** Where an index composes what is beside it: the schema, and the service worker, which SvelteKit wants by this name. */
const composers = ['schema/index.ts', 'console/src/service-worker/index.ts'];

/** Files that only pass on what others export, and index files beside those that compose something. */
export function barrels(files: SourceFile[]): string[] {
  return files
    .filter((file) => !composers.includes(file.path))
    .filter((file) => file.isBarrel || /^index\.[a-z.]+$/.test(posix.basename(file.path)))
    .map((file) => file.path);
}
