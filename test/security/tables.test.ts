import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { asvsShape } from './asvsShape.ts';
import { isThere, missingFiles, readTable, referencesOf, standings } from './readTable.ts';

const tablesIn = (folder: string) =>
  readdirSync(join(import.meta.dirname, folder)).map((name) => `${folder}/${name}`);
const chapters = tablesIn('asvs');
const cheatSheets = tablesIn('cheatSheets');

/** The requirements of levels 1 and 2 with their levels, as the standard has them. */
const asked = Object.entries(asvsShape).flatMap(([section, levels]) =>
  [...levels].flatMap((level, index) => (level === '3' ? [] : [`${section}.${index + 1} ${level}`])),
);

test('every requirement of OWASP ASVS 5.0 of levels 1 and 2 stands in the tables once, with its level', () => {
  const answered = chapters.flatMap((file) => readTable(file).map(({ id, level }) => `${id} ${level}`));
  expect(asked).toHaveLength(253);
  expect(answered).toEqual(asked);
});

test('every recommendation of a cheat sheet stands in its table once', () => {
  const counts = cheatSheets.map((file) => {
    const ids = readTable(file).map(({ id }) => id);
    const [letter = ''] = ids[0] ?? '';
    expect(ids).toEqual(ids.map((_, index) => `${letter}${index + 1}`));
    return [file, ids.length];
  });
  expect(Object.fromEntries(counts)).toEqual({
    'cheatSheets/fileUpload.md': 18,
    'cheatSheets/graphql.md': 23,
    'cheatSheets/webSocket.md': 22,
  });
});

describe.each([...chapters, ...cheatSheets])('%s', (file) => {
  const items = readTable(file);

  test('says how it stands with each, and by what', () => {
    for (const { id, standing, grounds } of items) {
      expect(standings, id).toContain(standing);
      expect(grounds.join(' ').length, id).toBeGreaterThan(4);
    }
  });

  test('names tests, headings and files that are there', () => {
    const gone = items.flatMap((item) => [
      ...referencesOf(item).filter((reference) => !isThere(reference)),
      ...missingFiles(item),
    ]);
    expect(gone).toEqual([]);
  });

  test('shows what it calls tested by tests, and what it calls documented by headings', () => {
    for (const item of items) {
      const files = referencesOf(item).map((reference) => reference.file);
      if (item.standing === 'tested')
        expect(
          files.filter((one) => one !== 'decisions'),
          item.id,
        ).not.toEqual([]);
      else if (item.standing === 'documented') expect(files, item.id).toContain('decisions');
      else expect(files, item.id).toEqual([]);
    }
  });
});
