import type { KnownDetailFragment } from '#lib/gql/generated.ts';

/** Where in a text a value was written, in UTF-16 units. */
export interface HighlightSpan {
  start: number;
  end: number;
  detail: KnownDetailFragment;
}

/** A piece of a text with what was read out of it: nothing, one value, or several where they overlap. */
export interface HighlightPart {
  text: string;
  details: readonly KnownDetailFragment[];
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

/** Cuts a text where values begin and end. The parts together are the text, whatever the spans say. */
export function highlightParts(text: string, spans: readonly HighlightSpan[]): HighlightPart[] {
  const marked = spans.map((span) => within(text, span)).filter(({ start, end }) => start < end);
  const cuts = new Set([0, text.length, ...marked.flatMap(({ start, end }) => [start, end])]);
  const places = [...cuts].sort((a, b) => a - b);
  const parts: HighlightPart[] = [];
  for (const [index, start] of places.slice(0, -1).entries()) {
    const end = places[index + 1] ?? text.length;
    const covering = marked.filter((span) => span.start <= start && end <= span.end);
    const details = [...new Map(covering.map(({ detail }) => [detail.id, detail])).values()];
    const last = parts.at(-1);
    if (last && isSame(last.details, details)) last.text += text.slice(start, end);
    else parts.push({ text: text.slice(start, end), details });
  }
  return parts;
}

/** The span without what lies outside the text; half of a character is none. */
function within(text: string, { start, end, detail }: HighlightSpan): HighlightSpan {
  const inside = (place: number) => (Number.isInteger(place) ? Math.min(Math.max(place, 0), text.length) : 0);
  const [from, to] = [inside(start), inside(end)];
  return {
    start: isWithinCharacter(text, from) ? from - 1 : from,
    end: isWithinCharacter(text, to) ? to + 1 : to,
    detail,
  };
}

function isWithinCharacter(text: string, place: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, place - 1), place + 1));
}

function isSame(a: readonly KnownDetailFragment[], b: readonly KnownDetailFragment[]): boolean {
  return a.length === b.length && a.every(({ id }, index) => id === b[index]?.id);
}
