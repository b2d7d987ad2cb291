import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  barrels,
  environmentReaders,
  forbiddenImports,
  importCycles,
  impureRules,
  replicaReaders,
} from './architecture/arrows.ts';
import {
  type Exceptions,
  emptyNames,
  hostsInLockfile,
  leftForLater,
  oddNames,
  oversized,
  strangersAtTheTop,
} from './architecture/house.ts';
import { parseSource, projectFiles, readSources } from './architecture/sources.ts';

/** Files that may be longer than the rest, each with its reason. */
const longFiles: Exceptions = {};

const paths = projectFiles();
const sources = readSources(paths);
const texts = [
  ...sources,
  ...paths
    .filter((path) => /\.(graphql|prisma|css|html|md|json|sql)$/.test(path) && path !== 'package-lock.json')
    .map((path) => ({ path, text: readFileSync(path, 'utf8') })),
];

describe('the project', () => {
  it('is found by these checks', () => {
    expect(paths).toContain('package.json');
    for (const part of ['api/', 'schema/', 'console/src/', 'widget/src/', 'prisma/', 'test/']) {
      expect(sources.filter((file) => file.path.startsWith(part)).length, part).toBeGreaterThan(0);
    }
    expect(sources.flatMap((file) => file.imports).filter((one) => one.target).length).toBeGreaterThan(50);
  });

  it('imports only along the arrows of its design', () => {
    expect(forbiddenImports(sources)).toEqual([]);
  });

  it('has no import cycles', () => {
    expect(importCycles(sources)).toEqual([]);
  });

  it('has no barrels', () => {
    expect(barrels(sources)).toEqual([]);
  });

  it('keeps rules and filters free of database, clock and publishing', () => {
    expect(impureRules(sources)).toEqual([]);
  });

  it('reads the environment in one place', () => {
    expect(environmentReaders(sources)).toEqual([]);
  });

  it('reads from replicas in search and reports only', () => {
    expect(replicaReaders(sources)).toEqual([]);
  });

  it('keeps files short', () => {
    expect(oversized(texts, longFiles)).toEqual([]);
  });

  it('has names that say what is inside', () => {
    expect(emptyNames(paths)).toEqual([]);
    expect(oddNames(paths)).toEqual([]);
  });

  it('has a fixed top level', () => {
    expect(strangersAtTheTop(paths)).toEqual([]);
  });

  it('leaves nothing for later and switches no test off', () => {
    expect(leftForLater(texts)).toEqual([]);
  });

  it('names no download host in its lockfile', () => {
    expect(hostsInLockfile(readFileSync('package-lock.json', 'utf8'))).toEqual([]);
  });
});

describe('the checks above', () => {
  const parse = (path: string, text: string) => parseSource(path, text);
  const importing = (path: string, specifier: string) => {
    const text = `import { x } from '${specifier}';`;
    return parse(path, path.endsWith('.svelte') ? `<script>${text}</script>` : text);
  };

  it('read imports of every form, and of Svelte files', () => {
    const file = parse(
      'console/src/lib/session/Thread.svelte',
      `<script lang="ts" module>import type { A } from './a.ts';</script>
       <script lang="ts">import { type B } from '#lib/b.ts'; import { c, type D } from "c"; import './side.ts';
       export { e } from '../e.ts'; const f = () => import('./f.ts'); type G = import('./g.ts').G;</script>
       <p>import x from './text.ts'</p>`,
    );
    expect(
      file.imports.map((one) => `${one.target ?? one.specifier}${one.typeOnly ? ' (type)' : ''}`),
    ).toEqual([
      'console/src/lib/session/a.ts (type)',
      'console/src/lib/b.ts (type)',
      'c',
      'console/src/lib/session/side.ts',
      'console/src/lib/e.ts',
      'console/src/lib/session/f.ts',
      'console/src/lib/session/g.ts (type)',
    ]);
  });

  const against: [from: string, specifier: string][] = [
    ['api/core/db.ts', '../session/endSession.ts'],
    ['api/session/endSession.ts', '../../schema/builder.ts'],
    ['api/session/endSession.ts', '../server/context.ts'],
    ['api/session/endSession.ts', 'graphql'],
    ['api/core/pubsub.ts', 'graphql-yoga'],
    ['api/core/errors.ts', '@pothos/core'],
    ['schema/session/sessionType.ts', '../../api/server/context.ts'],
    ['schema/session/sessionType.ts', '../index.ts'],
    ['schema/builder.ts', './session/sessionType.ts'],
    ['api/main.ts', '../schema/index.ts'],
    ['console/src/lib/session/SessionState.svelte.ts', '../../../../widget/src/outbox.ts'],
    ['console/src/lib/session/Thread.svelte', '../../../../schema/index.ts'],
    ['widget/src/app.ts', '../../api/core/errors.ts'],
    ['widget/src/app.ts', '#lib/session/thread.ts'],
    ['prisma/seed.ts', '../api/core/db.ts'],
    ['schema/index.ts', '../test/support/server.ts'],
  ];
  it('find every import against the arrows', () => {
    const passed = against.filter(([from, to]) => forbiddenImports([importing(from, to)]).length !== 1);
    expect(passed).toEqual([]);
  });

  const along: [from: string, specifier: string][] = [
    ['api/core/db.ts', '../../prisma/generated/client/client.ts'],
    ['api/core/pubsub.ts', '@graphql-yoga/subscription'],
    ['api/session/endSession.ts', '../message/sendMessage.ts'],
    ['schema/session/sessionType.ts', '../builder.ts'],
    ['schema/session/sessionMutations.ts', '../../api/session/endSession.ts'],
    ['api/server/app.ts', '../../schema/index.ts'],
    ['api/server/app.ts', 'graphql-yoga'],
    ['api/main.ts', './server/app.ts'],
    ['prisma/seed.ts', '../api/agent/password.ts'],
    ['test/e2e/talk.test.ts', '../../api/core/clock.ts'],
  ];
  it('let imports along the arrows pass', () => {
    expect(forbiddenImports(along.map(([from, to]) => importing(from, to)))).toEqual([]);
  });

  it('find cycles, over re-exports and lazy imports too, but not over types', () => {
    const cycle = [
      parse('api/a/one.ts', `import { x } from './two.ts';`),
      parse('api/a/two.ts', `await import('../b/three.ts');`),
      parse('api/b/three.ts', `export { x } from '../a/one.ts';`),
      parse('api/b/four.ts', `import '../a/one.ts'; import type { T } from './five.ts';`),
      parse('api/b/five.ts', `import './four.ts';`),
    ];
    expect(importCycles(cycle)).toEqual(['api/a/one.ts → api/a/two.ts → api/b/three.ts']);
  });

  it('find barrels', () => {
    const files = [
      parse('api/session/index.ts', 'export const x = 1;'),
      parse('api/session/all.ts', `export * from './a.ts'; export { b } from './b.ts';`),
      parse('schema/index.ts', `export { schema } from './schema.ts';`),
      parse('api/session/fine.ts', `export { b } from './b.ts'; export const c = 1;`),
    ];
    expect(barrels(files)).toEqual(['api/session/index.ts', 'api/session/all.ts']);
  });

  it('find rules that are not pure', () => {
    const rules = `
      import type { Db } from '../core/db.ts';
      import { now } from '../core/clock.ts';
      import { SessionEndedError } from './sessionErrors.ts';
      // new Date() in a comment is none
      export const isLate = (at: Date) => at < new Date();`;
    expect(impureRules([parse('api/session/sessionRules.ts', rules)])).toEqual([
      'api/session/sessionRules.ts → api/core/clock.ts',
      'api/session/sessionRules.ts: export const isLate = (at: Date) => at < new Date();',
    ]);
    expect(impureRules([parse('api/session/endSession.ts', rules)])).toEqual([]);
  });

  it('find a second reader of the environment', () => {
    const text = 'export const port = process.env.PORT;';
    const files = ['api/main.ts', 'api/core/environment.ts', 'api/core/db.ts', 'test/x.ts'].map((path) =>
      parse(path, text),
    );
    expect(environmentReaders(files)).toEqual(['api/core/db.ts']);
  });

  it('find who reads from a replica what must be of this moment', () => {
    const text = 'const rows = await core.readReplica.query(text, values);';
    const files = ['api/search/readRows.ts', 'api/session/sessionAccess.ts', 'test/x.ts'].map((path) =>
      parse(path, text),
    );
    expect(replicaReaders(files)).toEqual(['api/session/sessionAccess.ts']);
  });

  it('find long files and exceptions that nobody needs', () => {
    const lines = (path: string, count: number) => ({ path, text: 'x\n'.repeat(count) });
    const files = [
      lines('api/a.ts', 200),
      lines('api/b.ts', 201),
      lines('test/a.test.ts', 400),
      lines('test/b.test.ts', 401),
      lines('api/c.ts', 300),
    ];
    expect(oversized(files, { 'api/c.ts': 'a table', 'api/a.ts': 'was long' })).toEqual([
      'api/b.ts: 201 lines',
      'test/b.test.ts: 401 lines',
      'api/a.ts: needs its exception no more',
    ]);
  });

  it('find names that say nothing, and names in the wrong case', () => {
    const bad = [
      'api/utils',
      'api/session/sessionHelpers.ts',
      'api/v2',
      'api/InfoManager.ts',
      'console/src/lib/data',
    ];
    expect(emptyNames(bad.map((path) => (path.includes('.') ? path : `${path}/x.ts`)))).toEqual(bad);
    expect(emptyNames(['api/session/endSession.ts', 'api/core/database.ts', '.ci/run'])).toEqual([]);
    expect(
      oddNames([
        'console/src/lib/ui/button.svelte',
        'api/session/EndSession.ts',
        'api/session/end-session.ts',
      ]),
    ).toHaveLength(3);
    expect(oddNames(['console/src/lib/ui/Button.svelte', 'console/src/routes/sign-in/+page.svelte'])).toEqual(
      [],
    );
  });

  it('find strangers at the top level, hosts in a lockfile and things left for later', () => {
    expect(strangersAtTheTop(['scripts/a.sh', '.ci/run', 'api/main.ts', 'notes.md'])).toEqual([
      'scripts',
      'notes.md',
    ]);
    expect(hostsInLockfile('"resolved": "https://registry.example/a.tgz",\n"version": "1"')).toHaveLength(1);
    const later = [
      '// TO' + 'DO tidy',
      'it.on' + 'ly("x")',
      'describe.sk' + 'ip("x")',
      'fine',
      '// @ts-ig' + 'nore',
    ];
    expect(leftForLater([{ path: 'a.ts', text: later.join('\n') }])).toHaveLength(4);
  });
});
