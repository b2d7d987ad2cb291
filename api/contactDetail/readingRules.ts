import { extractContactData, type Extraction, type Span } from '../extraction/extractionRules.ts';
import { isMaskable, maskedText, type ContactSpan } from './contactDetailRules.ts';

/** What was read in a message together with the ones before it. */
export interface Reading {
  /** What is new by this message, or written in it again. */
  extractions: Extraction[];
  /** Texts with contact data masked, by the place of the message; only those that are masked by this reading. */
  masked: Map<number, string>;
}

export const nothingRead: Reading = { extractions: [], masked: new Map() };

/**
 * Reads a visitor's message together with the ones before it (SPEC 3). What they had established without it, and it does
 * not touch, is left out.
 */
export function readMessage(before: readonly string[], text: string): Reading {
  const messages = [...before, text];
  const all = extractContactData(messages);
  if (all.length === 0) return nothingRead;
  const known = new Set(extractContactData(before).map(keyOf));
  const touches = (one: Extraction) => placesOf(one).some(({ message }) => message === before.length);
  const extractions = all.filter((one) => !known.has(keyOf(one)) || touches(one));
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

function keyOf({ kind, value }: Extraction): string {
  return `${kind}:${value}`;
}
