import fc from 'fast-check';
import { pick } from '../support/chance.ts';

/** Texts that have broken programs before, one by one. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\t\r\n',
  '\0',
  'before\0after',
  '\ud800',
  'half \udc00 pair',
  '\ufeff',
  '\u202e\u2066reversed',
  '\u0007\u001b[31m\u007f\u0085',
  'Z\u0351\u036b\u0343'.repeat(40),
  '👩‍👩‍👧‍👦'.repeat(20),
  '\ufdfd'.repeat(50),
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  '-Infinity',
  '1e999',
  '0x7fffffff',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '{"$ne": null}',
  "' OR '1'='1",
  '\'; DROP TABLE "Message"; --',
  "\\'; --",
  '" OR ""="',
  '%_%\\',
  '\\',
  '$1',
  '${7*7}{{7*7}}<%= 7*7 %>',
  '$(id)`id`|id;id',
  '%s%n%x%d',
  '../../../../etc/passwd',
  '..\\..\\x',
  '/dev/zero',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '=1+1',
  'http://127.0.0.1:1/',
  'http://[::1]/',
  'https://user:pass@example.com:99999/',
  'file:///etc/passwd',
  '2026-13-45T99:99:99Z',
  '+275760-09-13T00:00:00.001Z',
  '-271821-04-20T00:00:00.000Z',
  '0000-01-01T00:00:00Z',
  '24:01',
  'Asia/Nowhere',
  'x'.repeat(201),
  '很'.repeat(5_000),
  '("'.repeat(300),
  'a b '.repeat(2_000),
];

/** Numbers at and beyond the edges of what databases and JavaScript hold. */
export const hostileNumbers: readonly unknown[] = [
  0,
  -0,
  -1,
  1,
  2,
  199,
  200,
  201,
  32_768,
  65_536,
  2 ** 31 - 1,
  -(2 ** 31),
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 53),
  1e308,
  -1e308,
  5e-324,
  0.5,
  '1',
  '-1',
  'NaN',
  null,
  true,
];

/** Values of no type that is asked for. */
export const strangeValues: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  '',
  'x',
  [],
  {},
  [[]],
  [null],
  [[[[[[[[['deep']]]]]]]]],
  { __proto__: null, constructor: { prototype: { isAdmin: true } } },
  JSON.parse('{"__proto__": {"polluted": true}}') as unknown,
  { toString: 'x', then: 'x', valueOf: null },
  { length: 1e9 },
  Array.from({ length: 2_000 }, (_, index) => index),
  { id: { equals: 'x' }, OR: [{}], NOT: {} },
];

/** Any text at all: bytes, letters of all scripts, control characters; the same ones for a seed. */
export function anyTexts(seed: number, count: number): string[] {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...'\'"\\%_;-<>&/.(){}[]|*?!:@#$\0\n\ud800'), maxLength: 60 }),
  );
  return fc.sample(text, { seed, numRuns: count });
}

/** One of the known ones as often as any other. */
export function createHostileText(seed: number, chance: () => number): () => string {
  const others = anyTexts(seed, 500);
  return () => pick(chance, chance() < 0.5 ? hostileTexts : others);
}
