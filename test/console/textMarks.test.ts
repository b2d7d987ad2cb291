import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf, markedParts, type TextRange } from '#lib/ui/textMarks.ts';

const shown = (text: string, ...ranges: TextRange[]) => {
  const { parts, isCutBefore, isCutAfter } = excerptOf(text, ranges);
  const marked = parts.map((part) => (part.isMarked ? `[${part.text}]` : part.text)).join('');
  return `${isCutBefore ? '…' : ''}${marked}${isCutAfter ? '…' : ''}`;
};
const at = (text: string, word: string, from = 0): TextRange => {
  const start = text.indexOf(word, from);
  return { start, end: start + word.length };
};

describe('what is found in a text', () => {
  it('is marked, and the rest stays as it is', () => {
    expect(markedParts('我想种植牙', [{ start: 2, end: 4 }])).toEqual([
      { text: '我想', isMarked: false },
      { text: '种植', isMarked: true },
      { text: '牙', isMarked: false },
    ]);
  });

  it('is marked once where ranges touch, overlap, repeat or come in any order', () => {
    const ranges = [
      { start: 3, end: 5 },
      { start: 0, end: 2 },
      { start: 1, end: 3 },
      { start: 0, end: 2 },
    ];
    expect(markedParts('abcdef', ranges)).toEqual([
      { text: 'abcde', isMarked: true },
      { text: 'f', isMarked: false },
    ]);
  });

  it('never changes the text, whatever the ranges say', () => {
    const place = fc.oneof(fc.integer({ min: -3, max: 30 }), fc.constant(Number.NaN));
    const ranges = fc.array(fc.record({ start: place, end: place }), { maxLength: 5 });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), ranges, (text, some) => {
        const parts = markedParts(text, some);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        expect(parts.every((part) => part.text !== '')).toBe(true);
      }),
    );
  });
});

describe('an excerpt', () => {
  const long = '很久以前我在别的医院补过一颗牙，后来一直疼，'.repeat(4);

  it('of a short text is the whole text', () => {
    const text = '你好，我想问一下种植牙多少钱？';
    expect(shown(text, at(text, '种植'))).toBe('你好，我想问一下[种植]牙多少钱？');
    expect(shown(text)).toBe(text);
  });

  it('begins a little before what was found, and shows what follows', () => {
    const text = `${long}现在想种植一颗，大概多少钱？${long}`;
    expect(shown(text, at(text, '种植'))).toMatch(/^….{16}\[种植\]一颗，大概多少钱？很久以前.*…$/s);
  });

  it('marks all that was found within it', () => {
    const text = `${long}种植和矫正哪个先做？种植要多久？`;
    const first = at(text, '种植');
    const marked = shown(text, first, at(text, '矫正'), at(text, '种植', first.end));
    expect(marked).toMatch(/\[种植\]和\[矫正\]哪个先做？\[种植\]要多久？$/);
  });

  it('at the end of a text reaches further back', () => {
    const text = `${long}种植`;
    const { parts, isCutAfter } = excerptOf(text, [at(text, '种植')]);
    expect([parts.map((part) => part.text).join('').length, isCutAfter]).toEqual([42, false]);
  });

  it('shows what was found and whole characters only, whatever the text', () => {
    const characters = fc.constantFrom('牙', 'a', ' ', '😀', '👨‍👩‍👧‍👦', '👍🏽', '🇨🇳', 'e\u0301', '\n');
    const texts = fc.array(characters, { minLength: 1, maxLength: 300 });
    const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    fc.assert(
      fc.property(texts, fc.nat(), fc.integer({ min: 1, max: 8 }), (pieces, place, length) => {
        const text = pieces.join('');
        const ends = [...Array.from(segmenter.segment(text), ({ index }) => index), text.length];
        const from = place % (ends.length - 1);
        const range = { start: ends[from]!, end: ends[Math.min(from + length, ends.length - 1)]! };
        const { parts, isCutBefore, isCutAfter } = excerptOf(text, [range]);
        const excerpt = parts.map((part) => part.text).join('');
        expect(parts.filter((part) => part.isMarked).map((part) => part.text)).toEqual([
          text.slice(range.start, range.end),
        ]);
        const candidates = ends.filter((start) => text.startsWith(excerpt, start));
        expect(candidates.some((start) => ends.includes(start + excerpt.length))).toBe(true);
        expect(isCutBefore || text.startsWith(excerpt)).toBe(true);
        expect(isCutAfter || text.endsWith(excerpt)).toBe(true);
        expect(Array.from(segmenter.segment(excerpt)).length).toBeLessThanOrEqual(80);
      }),
    );
  });
});
