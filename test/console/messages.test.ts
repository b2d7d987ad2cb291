import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../console');
const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');
const textsOf = (locale: string) => JSON.parse(read(`messages/${locale}.json`)) as Record<string, string>;
const variablesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

const sources = readdirSync(path.join(folder, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(svelte|ts)$/.test(file) && !/paraglide|generated/.test(file))
  .map((file) => ({ file, text: read(path.join('src', file)) }));

describe('the console’s texts', () => {
  const chinese = textsOf('zh-CN');
  const english = textsOf('en');
  const keys = Object.keys(chinese).filter((key) => key !== '$schema');

  it('are the same in both languages', () => {
    expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort());
    for (const key of keys)
      expect(variablesOf(english[key] ?? ''), key).toEqual(variablesOf(chinese[key] ?? ''));
  });

  it('are all used', () => {
    const used = new Set(
      sources.flatMap(({ text }) => [...text.matchAll(/\bm\.(\w+)/g)].map(([, key]) => key)),
    );
    expect(keys.filter((key) => !used.has(key))).toEqual([]);
  });

  it('stand in the message files alone', () => {
    const withText = sources.filter(({ file, text }) => {
      const code = text.replaceAll(/<!--[\s\S]*?-->|\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      // Letters of pinyin are known by characters; nothing else in the code is Chinese.
      return /\p{Script=Han}/u.test(code) && !file.endsWith('pinyinInitials.ts');
    });
    expect(withText.map(({ file }) => file)).toEqual([]);
  });
});
