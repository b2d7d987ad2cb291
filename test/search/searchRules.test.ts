import { afterAll, beforeAll, expect, test } from 'vitest';
import fc from 'fast-check';
import { folded } from '../../api/core/input.ts';
import { rangesOf } from '../../api/search/rangeRules.ts';
import { termsOf, wordsOf } from '../../api/search/searchRules.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

/** Texts as they may be: Chinese, letters, digits, signs, emoji and anything else, mixed and repeated. */
const pieces = fc.oneof(
  fc.constantFrom(
    ...Array.from('牙医痛好的ＡＢａ１２￥，。？！“”…（）ｶﾞ한국😭👌🏽👨‍👩‍👧ßİǅΣéё ½㎡№'),
    ' ',
    '\n',
    '\t',
    '　',
  ),
  fc.constantFrom(
    'ct',
    'CT检查',
    'implant',
    "it's",
    '138',
    '2.5',
    'a-b',
    '\\',
    "'",
    '%',
    '_',
    '&',
    '|',
    '!',
    ':*',
    '<->',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }).filter((text) => text.isWellFormed() && !text.includes('\0')),
);
const texts = fc.array(pieces, { maxLength: 24 }).map((parts) => parts.join(''));

test('whatever stands in a text, its terms in the index have those of every word that is found in it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(texts, { minLength: 1, maxLength: 4 }),
      fc.nat(),
      fc.nat(),
      async (lines, from, length) => {
        const text = lines[0] ?? '';
        const characters = Array.from(text);
        const start = characters.length > 0 ? from % characters.length : 0;
        const query = characters.slice(start, start + 1 + (length % 12)).join('');
        const words = wordsOf(query);
        if (words.length === 0 || !rangesOf(text, words)) return;
        const [row] = await core.database.query<{ isHit: boolean }>(
          'SELECT search_terms($1::text) @@ $2::tsquery AS "isHit"',
          [lines.map(folded).join('\n'), termsOf(words)],
        );
        expect({ text, query, isHit: row?.isHit }).toEqual({ text, query, isHit: true });
      },
    ),
    { numRuns: 1_000 },
  );
});

test('a query is words and nothing else: no text makes PostgreSQL refuse it', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (query) => {
      const words = wordsOf(query);
      if (words.length === 0) return;
      await core.database.query('SELECT $1::tsquery', [termsOf(words)]);
    }),
    { numRuns: 500 },
  );
});

test('the longest message and words without an end can be kept in the index', async () => {
  for (const text of [
    '牙'.repeat(4000),
    'a'.repeat(4000),
    '1'.repeat(4000),
    "'".repeat(4000),
    '😭'.repeat(4000),
  ]) {
    const lines = Array.from({ length: 5 }, () => text).join('\n');
    const [row] = await core.database.query<{ count: number }>(
      'SELECT length(search_terms($1::text)) AS "count"',
      [lines],
    );
    expect(row?.count).toBeGreaterThan(0);
  }
});

test('what is marked is what was looked for, wherever it stands', () => {
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat(), (text, from, length) => {
      const characters = Array.from(text);
      const start = characters.length > 0 ? from % characters.length : 0;
      const words = wordsOf(characters.slice(start, start + 1 + (length % 12)).join(''));
      for (const word of words) {
        for (const range of rangesOf(text, [word]) ?? [])
          expect(folded(text.slice(range.start, range.end))).toContain(word);
      }
    }),
  );
});
