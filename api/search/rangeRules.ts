import { folded } from '../core/input.ts';
import { placesOf } from './searchRules.ts';

/** A part of a text, in UTF-16 units. */
export interface TextRange {
  start: number;
  end: number;
}

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * Where the words of a search stand in a text, in order and without overlaps.
 * @param words as `wordsOf` has them @returns undefined unless each of them is there
 */
export function rangesOf(text: string, words: readonly string[]): TextRange[] | undefined {
  const found = wordRanges(text, words);
  return found.every((ranges) => ranges.length > 0) ? united(found.flat()) : undefined;
}

/** Where each of the words stands in a text. */
export function wordRanges(text: string, words: readonly string[]): TextRange[][] {
  const plain = folded(text);
  // Most texts are rejected here, before places are counted.
  if (!words.some((word) => plain.includes(word))) return words.map(() => []);
  const offsets = offsetsOf(text);
  return words.map((word) =>
    Array.from(placesOf(word, offsets.folded), (at) => ({
      start: offsets.startOf(at),
      end: offsets.endOf(at + word.length),
    })),
  );
}

/** Ranges in order, those that touch or overlap as one. */
export function united(ranges: readonly TextRange[]): TextRange[] {
  const result: TextRange[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

/** A text folded piece by piece, and for each place in it where its piece begins and ends in the text as typed. */
function offsetsOf(text: string) {
  let result = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { segment, index } of graphemes.segment(text)) {
    const piece = folded(segment);
    // Several white spaces are one, which reaches over all of them.
    if (piece === ' ' && result.endsWith(' ')) ends[ends.length - 1] = index + segment.length;
    else {
      result += piece;
      for (let unit = 0; unit < piece.length; unit++) {
        starts.push(index);
        ends.push(index + segment.length);
      }
    }
  }
  return {
    folded: result,
    startOf: (at: number) => starts[at] ?? text.length,
    endOf: (at: number) => ends[at - 1] ?? 0,
  };
}
