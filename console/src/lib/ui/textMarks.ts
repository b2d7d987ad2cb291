/** A part of a text, in UTF-16 units. */
export interface TextRange {
  start: number;
  end: number;
}

/** A piece of a text, marked or not. */
export interface TextPart {
  text: string;
  isMarked: boolean;
}

/** A text around what is marked in it, on one line. */
export interface Excerpt {
  parts: readonly TextPart[];
  isCutBefore: boolean;
  isCutAfter: boolean;
}

/** So much is seen of a text before what is marked first, and of the text in all, in characters as people count them. */
const seenBefore = 16;
const seenInAll = 72;
/** At its end a text is shown from further back, but what is marked must be seen in a few short lines. */
const mostBefore = 40;
/** So little is not worth being cut away. */
const worthCutting = 4;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * A part of the text without what lies outside of it; half of a character is none.
 * @returns an empty one where nothing is left
 */
export function rangeWithin(text: string, { start, end }: TextRange): TextRange {
  const inside = (place: number) => (Number.isInteger(place) ? Math.min(Math.max(place, 0), text.length) : 0);
  const [from, to] = [inside(start), inside(end)];
  return {
    start: isWithinCharacter(text, from) ? from - 1 : from,
    end: isWithinCharacter(text, to) ? to + 1 : to,
  };
}

/** Cuts a text where marks begin and end. The parts together are the text, whatever the ranges say. */
export function markedParts(text: string, ranges: readonly TextRange[]): TextPart[] {
  const parts: TextPart[] = [];
  let place = 0;
  const add = (end: number, isMarked: boolean) => {
    const last = parts.at(-1);
    const piece = text.slice(place, end);
    if (last?.isMarked === isMarked) last.text += piece;
    else if (piece !== '') parts.push({ text: piece, isMarked });
    place = Math.max(place, end);
  };
  const inOrder = ranges.map((range) => rangeWithin(text, range)).sort((a, b) => a.start - b.start);
  for (const { start, end } of inOrder) {
    if (end <= place || start >= end) continue;
    add(Math.max(start, place), false);
    add(end, true);
  }
  add(text.length, false);
  return parts;
}

/** A text around the first thing that is marked in it; characters are left whole, and short texts too. */
export function excerptOf(text: string, ranges: readonly TextRange[]): Excerpt {
  const places = [...Array.from(graphemes.segment(text), ({ index }) => index), text.length];
  const count = places.length - 1;
  const first = ranges
    .map((range) => rangeWithin(text, range))
    .filter(({ start, end }) => start < end)
    .reduce((least, { start }) => Math.min(least, start), text.length);
  // Without any mark the beginning says most.
  const markedAt = first === text.length ? 0 : places.findLastIndex((place) => place <= first);
  let from = Math.max(0, Math.min(markedAt - seenBefore, Math.max(count - seenInAll, markedAt - mostBefore)));
  if (from <= worthCutting) from = 0;
  let to = Math.min(count, from + seenInAll);
  if (count - to <= worthCutting) to = count;
  const [start, end] = [places[from] ?? 0, places[to] ?? text.length];
  const moved = ranges.map((range) => ({ start: range.start - start, end: range.end - start }));
  return {
    parts: markedParts(text.slice(start, end), moved),
    isCutBefore: from > 0,
    isCutAfter: to < count,
  };
}

function isWithinCharacter(text: string, place: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, place - 1), place + 1));
}
