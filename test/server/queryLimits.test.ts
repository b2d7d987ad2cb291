import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kind, Lexer, parse, print, Source, TokenKind } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { costOf } from '../../api/server/queryCost.ts';
import { repetitionsIn } from '../../api/server/repetitions.ts';
import { queryLimits } from '../../api/server/queryLimits.ts';
import { schema } from '../../schema/index.ts';
import * as benchDocuments from '../bench/productDocuments.ts';
import { CurrentAgentDocument } from '../support/gql/generated.ts';
import type { GraphqlClient } from '../support/graphqlClient.ts';
import { signInAs } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';

let server: Server;
let agent: GraphqlClient;
beforeAll(async () => {
  server = await startServer();
  agent = await signInAs(server.url, 'admin');
});
afterAll(async () => {
  await agent.close();
  await server.dispose();
});

const measure = (text: string, variables: Record<string, unknown> = {}) => {
  const document = parse(text);
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('no operation');
  return costOf(schema, document, operation, variables);
};

test.each([
  ['a field', '{ limits { messageMaxLength overdueSeconds } }', 13, 2],
  ['aliases', '{ a: limits { overdueSeconds } b: limits { overdueSeconds } }', 24, 2],
  ['a list, ten times what each entry costs', '{ tags { id name } }', 31, 2],
  ['a page, as often as it is long', '{ sessions(first: 100) { edges { node { id } } } }', 212, 4],
  ['a page from a variable', 'query ($n: Int) { sessions(first: $n) { edges { node { id } } } }', 52, 4],
  [
    'a page from a variable’s default',
    'query ($m: Int = 20) { sessions(first: $m) { edges { node { id } } } }',
    52,
    4,
  ],
  ['a page whose length is not said', '{ sessions { totalCount edges { node { id } } } }', 113, 4],
  ['fragments, wherever they are used', '{ tags { ...T } } fragment T on Tag { id name }', 31, 2],
  [
    'of several types the dearest',
    '{ session(id: "1") { ... on Session { id } ... on Error { code message } } }',
    13,
    2,
  ],
])('the cost counts %s', (_what, text, cost, depth) => {
  expect(measure(text, { n: 20 })).toEqual({ cost, depth });
});

/** All operations of a client, each with the fragments that it uses. */
async function operationsIn(folder: string): Promise<string[]> {
  const root = join(import.meta.dirname, '../..');
  const texts: string[] = [];
  for await (const file of glob(`${folder}/**/*.graphql`, { cwd: root }))
    texts.push(await readFile(join(root, file), 'utf8'));
  const { definitions } = parse(texts.join('\n'));
  const fragments = definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  return definitions
    .filter((one) => one.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => {
      const used = new Set<string>();
      const follow = (text: string) => {
        for (const [, name = ''] of text.matchAll(/\.\.\.\s*(?!on\b)(\w+)/g)) {
          const fragment = fragments.find((one) => one.name.value === name);
          if (!fragment || used.has(name)) continue;
          used.add(name);
          follow(print(fragment));
        }
      };
      follow(print(operation));
      return [operation, ...fragments.filter((one) => used.has(one.name.value))].map(print).join('\n');
    });
}

function tokensIn(text: string): number {
  const lexer = new Lexer(new Source(text));
  let count = 0;
  while (lexer.advance().kind !== TokenKind.EOF) count++;
  return count;
}

test.each<[n: unknown]>([[{}], [[]], ['20'], [true], [null], [[[]]], [{ toString: null }]])(
  'a page’s length that is no number (%j) is reckoned with as none',
  (n) => {
    expect(measure('query ($n: Int) { sessions(first: $n) { edges { node { id } } } }', { n })).toEqual({
      cost: 112,
      depth: 4,
    });
  },
);

test('every operation of console, widget, tests and bench stays within half of every limit', async () => {
  const bench = Object.values(benchDocuments).filter((one) => typeof one === 'string');
  const clients = await Promise.all(['console/src', 'widget/src', 'test'].map(operationsIn));
  const operations = [...clients.flat(), ...bench];
  expect(operations.length).toBeGreaterThan(80);
  for (const text of operations) {
    // No page of a search is longer than 50, and the others are asked for by 50 too.
    const { cost, depth } = measure(text, { first: 50, last: 50 });
    const most = { ...queryLimits };
    const used = {
      textLength: text.length,
      tokens: tokensIn(text),
      ...repetitionsIn(parse(text)),
      depth,
      cost,
    };
    for (const name of Object.keys(used) as (keyof typeof used)[])
      expect(used[name] / most[name], `${name} of ${text.slice(0, 60)}`).toBeLessThan(0.55);
  }
});

const deep = `{ session(id: "1") { ... on Session { visitor { ${'sessions { edges { node { visitor { '.repeat(4)} id ${'} } } }'.repeat(4)} } } } }`;
const dear =
  '{ sessions(first: 200) { edges { node { messages(first: 200) { edges { node { id text } } } } } } }';
const tooMuch: [name: string, query: string, code: string, measures: object][] = [
  ['too deep', deep, 'QUERY_TOO_DEEP', { depth: 19, limit: queryLimits.depth }],
  ['too dear', dear, 'QUERY_TOO_COMPLEX', { cost: 120_612, limit: queryLimits.cost }],
  ['too long', `{ limits { ${'overdueSeconds '.repeat(3000)} } }`, 'QUERY_TOO_LONG', { limit: 32_000 }],
];

test.each(tooMuch)(
  'an operation that is %s is refused over HTTP and SSE, with the measure and the limit',
  async (_name, query, code, measures) => {
    for (const accept of ['application/graphql-response+json', 'text/event-stream']) {
      const response = await agent.post(JSON.stringify({ query }), { accept });
      const text = await response.text();
      const answer = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as {
        errors: { extensions: object }[];
      };
      expect(answer.errors[0]?.extensions, accept).toMatchObject({ code, ...measures });
      expect(answer).not.toHaveProperty('data');
      if (accept !== 'text/event-stream') expect(response.status).toBe(400);
    }
  },
);

test.each(tooMuch)(
  'an operation that is %s is refused over WebSocket too',
  async (_name, query, code, measures) => {
    const stream = agent.subscribe(parse(query) as typeof CurrentAgentDocument, {});
    const [error] = (await stream.ended) as { extensions: object }[];
    expect(error?.extensions).toMatchObject({ code, ...(code === 'QUERY_TOO_LONG' ? {} : measures) });
  },
);

test('brackets by the thousand, and fragments that go round in circles, are refused as what they are', async () => {
  const refused = async (query: string) => {
    const response = await agent.post(JSON.stringify({ query }));
    return (await response.json()) as { errors: { message: string; extensions?: { code: string } }[] };
  };
  for (const brackets of ['{}', '[]', '()']) {
    const nested = brackets[0]?.repeat(5000) + 'a' + brackets[1]?.repeat(5000);
    expect((await refused(nested)).errors[0]?.extensions?.code).toBe('QUERY_TOO_DEEP');
  }
  const wide = `{ ${'a '.repeat(6000)} }`;
  expect((await refused(wide)).errors[0]?.message).toContain('tokens');
  const quoted = `# ${'{'.repeat(200)}\n{ tags { id } searchMessages(query: "${'{'.repeat(99)}") { __typename } }`;
  expect(await refused(quoted)).toHaveProperty('data.tags');
  const circle = '{ tags { ...A } } fragment A on Tag { ...B } fragment B on Tag { ...A }';
  expect((await refused(circle)).errors[0]?.message).toContain('within itself');
  expect((await agent.execute(CurrentAgentDocument)).currentAgent?.login).toBe('admin');
});
