import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';

/** One `import`, `export … from` or `import()` of a file. */
export interface Import {
  specifier: string;
  /** Only its types are used: nothing is loaded at run time. */
  typeOnly: boolean;
  /** The file of this project that is meant; absent for a package. */
  target?: string;
}

export interface SourceFile {
  /** Relative to the top level, with slashes. */
  path: string;
  text: string;
  imports: Import[];
  /** Holds nothing but `export … from`. */
  isBarrel: boolean;
}

const code = /\.(ts|js|mjs|svelte)$/;

/** What belongs to the project: tracked or not yet, but nothing that git ignores. */
export function projectFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  return listed.split('\0').filter((path) => path !== '' && existsSync(path));
}

/** The source files among `paths`, with their imports resolved. */
export function readSources(paths: string[]): SourceFile[] {
  const known = new Set(paths);
  return paths
    .filter((path) => code.test(path))
    .map((path) => parseSource(path, readFileSync(path, 'utf8'), known));
}

/** A source file from its text; `known` are the paths that an import without extension may mean. */
export function parseSource(path: string, text: string, known: ReadonlySet<string> = new Set()): SourceFile {
  const imports: Import[] = [];
  const statements: ts.Statement[] = [];
  for (const script of scriptsOf(path, text)) {
    const parsed = ts.createSourceFile(path + '.ts', script, ts.ScriptTarget.Latest);
    statements.push(...parsed.statements);
    collectImports(parsed, imports);
  }
  for (const one of imports) one.target = resolve(path, one.specifier, known);
  const isBarrel =
    statements.length > 0 && statements.every((s) => ts.isExportDeclaration(s) && s.moduleSpecifier);
  return { path, text, imports, isBarrel };
}

function scriptsOf(path: string, text: string): string[] {
  if (!path.endsWith('.svelte')) return [text];
  return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((block) => block[1] ?? '');
}

function collectImports(node: ts.Node, into: Import[]): void {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    into.push({ specifier: node.moduleSpecifier.text, typeOnly: isTypeOnly(node.importClause) });
  } else if (
    ts.isExportDeclaration(node) &&
    node.moduleSpecifier &&
    ts.isStringLiteral(node.moduleSpecifier)
  ) {
    into.push({ specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly });
  } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [specifier] = node.arguments;
    if (specifier && ts.isStringLiteralLike(specifier)) {
      into.push({ specifier: specifier.text, typeOnly: false });
    }
  } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    const { literal } = node.argument;
    if (ts.isStringLiteral(literal)) into.push({ specifier: literal.text, typeOnly: true });
  }
  ts.forEachChild(node, (child) => collectImports(child, into));
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  if (clause.name || !named || !ts.isNamedImports(named)) return false;
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
}

function resolve(from: string, specifier: string, known: ReadonlySet<string>): string | undefined {
  const bare = specifier.replace(/\?.*$/, '');
  let path: string;
  if (bare.startsWith('.')) path = posix.normalize(posix.join(posix.dirname(from), bare));
  else if (bare.startsWith('#lib/')) path = posix.join('console/src/lib', bare.slice('#lib/'.length));
  else return undefined;
  const variants = [path, `${path}.ts`, `${path}.svelte`, `${path}.svelte.ts`, `${path}/index.ts`];
  return variants.find((variant) => known.has(variant)) ?? path;
}
