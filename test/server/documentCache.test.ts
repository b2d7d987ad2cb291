import { expect, test } from 'vitest';
import { DocumentCache } from '../../api/server/documentCache.ts';

test('what was asked for last is kept, as much as may be kept together', () => {
  const cache = new DocumentCache<number>(30);
  cache.set('a'.repeat(10), 1);
  cache.set('b'.repeat(10), 2);
  cache.set('c'.repeat(10), 3);
  expect(cache.get('a'.repeat(10))).toBe(1);
  cache.set('d'.repeat(15), 4);
  expect(['a', 'b', 'c'].map((letter) => cache.get(letter.repeat(10)))).toEqual([1, undefined, undefined]);
  expect(cache.get('d'.repeat(15))).toBe(4);
});

test('the same again counts once, and what is longer than all may be is not kept', () => {
  const cache = new DocumentCache<number>(30);
  for (let turn = 0; turn < 10; turn++) cache.set('a'.repeat(20), turn);
  cache.set('b'.repeat(10), 1);
  cache.set('c'.repeat(31), 2);
  expect(cache.get('a'.repeat(20))).toBe(9);
  expect(cache.get('b'.repeat(10))).toBe(1);
  expect(cache.get('c'.repeat(31))).toBeUndefined();
});
