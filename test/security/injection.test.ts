import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleOperation } from '../../api/server/docs/exampleOperation.ts';
import { rootKinds } from '../../api/server/docs/schemaParts.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { seedDemo } from '../../prisma/seed.ts';
import { Permission } from '../../prisma/generated/client/enums.ts';
import { buildTalk, keepSearchable } from '../search/build.ts';
import { buildAgent } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

/** What a list is narrowed by. */
const narrowing = new Set(['search', 'query', 'text']);
/** In nothing that anybody has written. */
const marker = 'zqxj';

let core: TestCore;
let agent: AgentActor;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
  await seedDemo(core.database.prisma);
  const department = await core.database.prisma.department.findFirstOrThrow({ where: { parentId: null } });
  const everything = Object.values(Permission).filter((one) => one !== 'SEE_OWN_SESSIONS');
  agent = await buildAgent(core, department, everything);
  const site = await core.database.prisma.site.findFirstOrThrow();
  await buildTalk(core, site, ['种植牙多少钱', 'it’s 100% _sure_ \\ "quoted"']);
  await keepSearchable(core);
});
afterAll(() => core.close());

/** The fields that take what is looked for, each as a function of it that tells how much was found. */
const searches = rootKinds
  .filter(({ keyword }) => keyword === 'query')
  .flatMap((kind) =>
    Object.values(kind.type.getFields()).flatMap((field) =>
      field.args
        .filter((arg) => narrowing.has(arg.name))
        .map((arg) => {
          const { document, variables } = exampleOperation(kind, field, [arg.name]);
          const find = async (text: string): Promise<number> => {
            const data = await executeAs<Record<string, unknown>>(core, agent, document, {
              ...variables,
              [arg.name]: text,
            });
            const answer = data[field.name];
            const list = Array.isArray(answer) ? answer : (answer as { edges: unknown[] }).edges;
            return list.length;
          };
          return [field.name, find] as const;
        }),
    ),
  );

/** Pieces of the languages in which somebody could go on. */
const hostile = fc.constantFrom(
  ...[
    "'",
    '"',
    '\\',
    '%',
    '_',
    '--',
    '/*',
    '*/',
    ';',
    '(',
    ')',
    '$1',
    '$$',
    '::',
    '|',
    '&',
    '!',
    ':*',
    '<->',
    '\n',
  ],
  ...[
    "' OR '1'='1",
    "') OR true --",
    '\'; DROP TABLE "Message"; --',
    '\' UNION SELECT * FROM "Agent" --',
    "\\'",
    "E'\\'",
  ],
  ...['{{', '${', '%27', '\u2019', '\ufe68', '*', '?', '^', '.*', 'NULL'],
);
const attempts = fc
  .tuple(fc.array(hostile, { maxLength: 5 }), fc.array(hostile, { minLength: 1, maxLength: 5 }), fc.boolean())
  .map(([before, after, isApart]) => [...before, marker, ...after].join(isApart ? ' ' : ''))
  .filter((text) => text.length <= 100);

test('the fields that look for something are known, and find what is there', async () => {
  expect(searches.map(([name]) => name)).toEqual(
    expect.arrayContaining(['agents', 'searchMessages', 'searchVisitors', 'suggestions']),
  );
  expect(await searches.find(([name]) => name === 'agents')?.[1]('lin')).toBeGreaterThan(0);
  expect(await searches.find(([name]) => name === 'searchMessages')?.[1]('100% _sure_ \\')).toBe(1);
});

test.each(searches)(
  'whatever is put around a word that is nowhere, %s finds nothing and does not fail',
  async (_name, find) => {
    await fc.assert(
      fc.asyncProperty(attempts, async (text) => {
        expect(await find(text), text).toBe(0);
      }),
      { numRuns: 60 },
    );
  },
);
