import { buildASTSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { examplesAt } from '../../api/server/docs/examples.ts';
import { guides, sectionsOf } from '../../api/server/docs/guides.ts';
import { slugOf } from '../../api/server/docs/markdown.ts';
import { rootKinds, types } from '../../api/server/docs/schemaParts.ts';
import { schema } from '../../schema/index.ts';

const blocksOf = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, code = '']) => code,
  );

const operations = guides.flatMap((guide) =>
  blocksOf(guide.text, 'graphql').map((code) => [guide.slug, /\w+ (\w+)/.exec(code)?.[1], code] as const),
);

describe('the guides', () => {
  test.each(operations)('show in %s only operations that the schema knows: %s', (_slug, _name, code) => {
    expect(validate(schema, parse(code))).toEqual([]);
  });

  test('lead only to guides and headings that are there', () => {
    const places = guides.flatMap((guide) => [
      `/docs/${guide.slug}`,
      ...sectionsOf(guide).map(({ title }) => `/docs/${guide.slug}#${slugOf(title)}`),
    ]);
    const links = guides.flatMap(({ text }) =>
      [...text.matchAll(/\]\((\/[^)]*)\)/g)].map(([, link]) => link),
    );
    const others = ['/docs/reference', '/docs/reference/examples', '/docs/schema.graphql'];
    expect(links.filter((link) => ![...places, ...others].includes(link ?? ''))).toEqual([]);
    expect(links.length).toBeGreaterThan(10);
  });

  test('name errors and permissions as the schema has them', () => {
    const known = new Set([
      ...types.map(({ name }) => name),
      ...rootKinds.flatMap(({ type }) => Object.keys(type.getFields())),
    ]);
    const named = guides.flatMap(({ text }) =>
      [...text.matchAll(/`([A-Z]\w+(?:Error|Input))`/g)].map(([, n = '']) => n),
    );
    expect(named.filter((name) => !known.has(name))).toEqual([]);
    expect(named).not.toEqual([]);
  });

  test('give commands whose JSON is JSON', () => {
    const bodies = guides.flatMap(({ text }) => [
      ...[...text.matchAll(/ -d '(\{.*\})'/g)].map(([, body = '']) => body),
      ...[...text.matchAll(/<<'JSON'\n([\s\S]*?)^JSON$/gm)].map(([, body = '']) => body),
      ...blocksOf(text, 'json'),
    ]);
    expect(bodies.length).toBeGreaterThan(5);
    for (const body of bodies) {
      const { query } = JSON.parse(body) as { query?: string };
      if (query) expect(validate(schema, parse(query)), query).toEqual([]);
    }
  });
});

test('the examples are operations of the schema, each with a name and a word of what it shows', () => {
  for (const { name, text, document } of examplesAt('https://chat.example.com')) {
    expect(validate(schema, parse(document)), name).toEqual([]);
    expect([name, text]).not.toContain('');
    expect(document).not.toContain('dukou.example');
  }
});

test('a schema that lacks what a guide shows is noticed', () => {
  const poor = buildASTSchema(parse('type Query { nothing: Int }'));
  expect(operations.filter(([, , code]) => validate(poor, parse(code)).length > 0)).toHaveLength(
    operations.length,
  );
});
