import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { locales } from '../../console/src/lib/paraglide/runtime.js';

const root = path.join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** The sources of a client, without what is generated. */
function sourcesIn(folder: string): string {
  const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /\.(ts|svelte)$/.test(name) && !/(^|\/)(paraglide|gql|texts)\//.test(name))
    .map((name) => read(path.join(folder, name)))
    .join('\n');
}

/** The words that stand behind a prefix: the keys of texts that are used. */
const usedIn = (sources: string, prefix: string) =>
  new Set([...sources.matchAll(new RegExp(`\\b${prefix}\\.(\\w+)`, 'g'))].map(([, key]) => key ?? ''));
const missing = (some: Iterable<string>, from: Iterable<string>) => [
  ...[...new Set(some)].filter((one) => ![...from].includes(one)),
];

const languageFiles = readdirSync(path.join(root, 'console/messages')).sort();
const textsOf = (file: string): Record<string, string> => {
  const { $schema: _schema, ...texts } = JSON.parse(read(`console/messages/${file}`)) as Record<
    string,
    string
  >;
  return texts;
};
const chinese = textsOf('zh-CN.json');

it('every text of the console is said somewhere, and every text that is said is there', () => {
  const used = usedIn(sourcesIn('console/src'), 'm');
  expect(used.size).toBeGreaterThan(1_000);
  expect({
    unused: missing(Object.keys(chinese), used),
    missing: missing(used, Object.keys(chinese)),
  }).toEqual({
    unused: [],
    missing: [],
  });
});

it.each(languageFiles)('the console’s %s has every text, with the same gaps', (file) => {
  const gapsOf = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
  const gaps = (texts: Record<string, string>) =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, gapsOf(text)]));
  expect(gaps(textsOf(file))).toEqual(gaps(chinese));
  expect(Object.values(textsOf(file)).filter((text) => text.trim() === '')).toEqual([]);
});

it('no text makes a plural by hand: a number stands behind what it counts', () => {
  const byHand = /\(s\)|\{(count|number)\} (more )?[a-z]+s\b/;
  // Of these there are always several.
  const severalAlways = ['site_origins_full', 'site_questions_full', 'search_filter_days'];
  const found = Object.entries(textsOf('en.json')).filter(([, text]) => byHand.test(text));
  expect(found.map(([key]) => key).filter((key) => !severalAlways.includes(key))).toEqual([]);
});

it('the languages that are offered are those that have a file, each by its own name', () => {
  expect([...locales].sort()).toEqual(languageFiles.map((file) => path.parse(file).name));
  const names = languageFiles.map((file) => textsOf(file).language_own_name);
  expect(new Set(names).size).toBe(languageFiles.length);
});

it('a further language of the console is its file: code names none', () => {
  const naming = /['"](zh-CN|zh|en)['"]/;
  // Emoji have names in the languages of their package, and English ones for all others; colleagues' names stand by their
  // pinyin in every language, and are found by its letters; and an offset from UTC is written in one way.
  const mayName = /(emoji\/emojiPicker|agent\/agentStatus|setting\/timeZones|ui\/pinyinInitials)\.ts$/;
  const folder = path.join(root, 'console/src');
  const naive = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) =>
      /\.(ts|svelte)$/.test(name) &&
      !/(^|\/)(paraglide|gql)\//.test(name) &&
      !mayName.test(name) &&
      naming.test(read(path.join('console/src', name))),
  );
  expect(naive).toEqual([]);
});

const widgetFiles = readdirSync(path.join(root, 'widget/src/texts')).filter((file) =>
  /^[a-z]{2}\.ts$/.test(file),
);
const widgetTexts = async (file: string) =>
  ((await import(path.join(root, 'widget/src/texts', file))) as { default: Record<string, unknown> }).default;

it('every text of the widget is said somewhere, and every text that is said is there', async () => {
  const used = usedIn(sourcesIn('widget/src'), 'texts');
  const keys = Object.keys(await widgetTexts('zh.ts'));
  expect(used.size).toBeGreaterThan(30);
  const dates = usedIn(read('widget/src/texts/dates.ts'), 'texts');
  const said = [...used, ...dates].filter((key) => key !== 'ts');
  expect({ unused: missing(keys, said), missing: missing(said, keys) }).toEqual({ unused: [], missing: [] });
});

it.each(widgetFiles)('the widget’s %s has every text, with the same gaps, none empty', async (file) => {
  const shape = (texts: object): object =>
    Object.fromEntries(
      Object.entries(texts).map(([key, text]) => [
        key,
        typeof text === 'function'
          ? text.length
          : typeof text === 'object'
            ? shape(text as object)
            : text !== '',
      ]),
    );
  expect(shape(await widgetTexts(file))).toEqual(shape(await widgetTexts('zh.ts')));
  expect(JSON.stringify(shape(await widgetTexts(file)))).not.toContain('false');
});
