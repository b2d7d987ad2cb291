import { expect, test } from 'vitest';
import { byteRange } from '../../api/server/byteRange.ts';

test.each([
  ['bytes=0-', { first: 0, last: 99 }],
  ['bytes=10-19', { first: 10, last: 19 }],
  ['bytes=90-1000', { first: 90, last: 99 }],
  ['bytes=-10', { first: 90, last: 99 }],
  ['bytes=-1000', { first: 0, last: 99 }],
  ['bytes=99-99', { first: 99, last: 99 }],
])('of a hundred bytes %s is a part', (header, range) => {
  expect(byteRange(header, 100)).toEqual(range);
});

test.each(['bytes=100-', 'bytes=100-200', 'bytes=-0'])('of a hundred bytes %s is not there', (header) => {
  expect(byteRange(header, 100)).toBeNull();
});

test.each([
  undefined,
  '',
  'bytes=-',
  'bytes=20-10',
  'bytes=0-1,5-6',
  'items=0-1',
  `bytes=0-${'9'.repeat(16)}`,
])('%s asks for the whole', (header) => {
  expect(byteRange(header, 100)).toBeUndefined();
});
