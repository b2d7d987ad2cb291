import { readFileSync } from 'node:fs';
import { coerceInputValue, type GraphQLInputType, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { exampleOperation } from '../../api/server/docs/exampleOperation.ts';
import { html } from '../../api/server/docs/html.ts';
import { codeOf, isErrorType, rootKinds, types } from '../../api/server/docs/schemaParts.ts';
import { searchDocs } from '../../api/server/docs/searchDocs.ts';
import { schema } from '../../schema/index.ts';
import { projectFiles } from '../architecture/sources.ts';

const rootFields = rootKinds.flatMap((kind) =>
  Object.values(kind.type.getFields()).map(
    (field) => [`${kind.keyword} ${field.name}`, kind, field] as const,
  ),
);

test.each(rootFields)('the example of %s fits the schema', (_name, kind, field) => {
  const { document, variables } = exampleOperation(kind, field);
  expect(validate(schema, parse(document)), document).toEqual([]);
  for (const [name, value] of Object.entries(variables)) {
    const arg = field.args.find((one) => one.name === name);
    // A file cannot be written down.
    if (JSON.stringify(value).includes('"file":null')) continue;
    expect(coerceInputValue(value, arg?.type as GraphQLInputType), name).toBeDefined();
  }
});

test('the reference tells the code of every error as programs get it', () => {
  const sources = projectFiles()
    .filter((path) => /^api\/.*[eE]rrors\.ts$/.test(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const codes = new Map(
    [...sources.matchAll(/class (\w+) extends \w+Error \{\s+readonly code = '(\w+)'/g)].map(
      ([, name = '', code = '']) => [name, code] as const,
    ),
  );
  for (const type of types.filter(isErrorType)) expect(codes.get(type.name), type.name).toBe(codeOf(type));
});

test('a search finds by name first, and the reference only for those who may read it', () => {
  expect(searchDocs('sendMessage', true)[0]).toMatchObject({ title: 'sendMessage', kind: 'mutation' });
  expect(searchDocs('SESSION ENDED', true).map(({ title }) => title)).toContain('SessionEndedError');
  const open = searchDocs('session', false);
  expect(open).not.toEqual([]);
  expect(open.filter(({ address }) => address.startsWith('/docs/reference'))).toEqual([]);
  expect(searchDocs('  ', true)).toEqual([]);
  expect(searchDocs('noSuchWord', true)).toEqual([]);
});

test('whatever text goes into a page stays text', () => {
  expect(html`<a title="${'"><script>'}">${['<b>', html`<i>${'&'}</i>`, false, undefined, 0]}</a>`.text).toBe(
    '<a title="&quot;&gt;&lt;script&gt;">&lt;b&gt;<i>&amp;</i>0</a>',
  );
});
