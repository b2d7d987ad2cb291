import { extractContactData, type Extraction, type Span } from '../extraction/extractionRules.ts';
import { isMaskable, maskedText, type ContactSpan } from './contactDetailRules.ts';

/** What was read in a message together with the ones before it. */
export interface Reading {
  /** What is new by this message, or written in it again. */
  extractions: Extraction[];
  /** Texts with contact data masked, by the place of the message; only those that are masked by this reading. */
  masked: Map<number, string>;
}

/** A value of a visitor, by which it is told from others. */
export type Value = Pick<Extraction, 'kind' | 'value'>;

/**
 * Reads a visitor's message together with the ones before it (SPEC 3). What they had established without it, and it does
 * not touch, is left out.
 * @param known what counts or was rejected already: of this nobody has to ask whether the messages before established it
 */
export function readMessage(before: readonly string[], text: string, known: readonly Value[] = []): Reading {
  const messages = [...before, text];
  const all = extractContactData(messages);
  const touched = new Set(
    all.filter((one) => placesOf(one).some(({ message }) => message === before.length)),
  );
  const old = new Set(known.map(keyOf));
  const isNews = (one: Extraction) => touched.has(one) || !old.has(keyOf(one));
  // Reading the messages before once more costs as much as reading them all: seldom needed.
  if (all.some((one) => isNews(one) && !touched.has(one)))
    for (const one of extractContactData(before)) old.add(keyOf(one));
  const extractions = all.filter(isNews);
  const maskable = (from: readonly Extraction[]) =>
    from.filter(({ kind }) => isMaskable(kind)).flatMap(placesOf);
  const places = new Set(maskable(extractions).map(({ message }) => message));
  const masked = new Map<number, string>();
  for (const place of places) {
    const parts = maskable(all).filter(({ message }) => message === place);
    masked.set(place, maskedText(messages[place] ?? '', parts) ?? '');
  }
  return { extractions, masked };
}

/** Where a finding is written, by the messages' numbers. @param seqs the number of each message that was read */
export function spansOf(one: Extraction, seqs: readonly number[]): ContactSpan[] {
  return placesOf(one).map(({ message, start, end }) => ({ seq: seqs[message] ?? 0, start, end }));
}

/** Everywhere that it is written. */
function placesOf({ spans, repeats }: Extraction): Span[] {
  return [...spans, ...repeats];
}

function keyOf({ kind, value }: Value): string {
  return `${kind}:${value}`;
}
