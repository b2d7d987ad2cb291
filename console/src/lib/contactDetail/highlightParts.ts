import type { KnownDetailFragment } from '#lib/gql/generated.ts';
import { rangeWithin, type TextRange } from '#lib/ui/textMarks.ts';

/** Where in a text a value was written, in UTF-16 units. */
export interface HighlightSpan extends TextRange {
  detail: KnownDetailFragment;
}

/** A piece of a text with what was read out of it: nothing, one value, or several where they overlap. */
export interface HighlightPart {
  text: string;
  details: readonly KnownDetailFragment[];
  isMarked: boolean;
}

/** Where in the messages of a session values were written, by the message's number; rejected ones are left out. */
export function highlightsOf(
  details: readonly KnownDetailFragment[],
  sessionId: string,
): ReadonlyMap<number, readonly HighlightSpan[]> {
  const bySeq = new Map<number, HighlightSpan[]>();
  for (const detail of details) {
    if (detail.sessionId !== sessionId || detail.status === 'REJECTED') continue;
    for (const { seq, start, end } of detail.spans) {
      const spans = bySeq.get(seq);
      if (spans) spans.push({ start, end, detail });
      else bySeq.set(seq, [{ start, end, detail }]);
    }
  }
  return bySeq;
}

/** Cuts a text where values and marks begin and end. The parts together are the text, whatever the spans say. */
export function highlightParts(
  text: string,
  spans: readonly HighlightSpan[],
  marks: readonly TextRange[] = [],
): HighlightPart[] {
  const found = spans.map((span) => ({ ...rangeWithin(text, span), detail: span.detail })).filter(isSome);
  const marked = marks.map((mark) => rangeWithin(text, mark)).filter(isSome);
  const cuts = new Set([0, text.length, ...[...found, ...marked].flatMap(({ start, end }) => [start, end])]);
  const places = [...cuts].sort((a, b) => a - b);
  const parts: HighlightPart[] = [];
  for (const [index, start] of places.slice(0, -1).entries()) {
    const end = places[index + 1] ?? text.length;
    const isOver = (range: TextRange) => range.start <= start && end <= range.end;
    const covering = found.filter(isOver);
    const details = [...new Map(covering.map(({ detail }) => [detail.id, detail])).values()];
    const isMarked = marked.some(isOver);
    const last = parts.at(-1);
    if (last && last.isMarked === isMarked && isSame(last.details, details))
      last.text += text.slice(start, end);
    else parts.push({ text: text.slice(start, end), details, isMarked });
  }
  return parts;
}

function isSome({ start, end }: TextRange): boolean {
  return start < end;
}

function isSame(a: readonly KnownDetailFragment[], b: readonly KnownDetailFragment[]): boolean {
  return a.length === b.length && a.every(({ id }, index) => id === b[index]?.id);
}
