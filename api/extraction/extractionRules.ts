import { personalFindings } from './personalRules.ts';
import { contactFindings } from './contactRules.ts';
import { readMessages, spansOf } from './normalizeRules.ts';
import { isTelling } from './tellingRules.ts';

export type ContactKind = 'PHONE' | 'WECHAT' | 'QQ' | 'AGE' | 'GENDER';

/** Part of a message: index into the messages, and UTF-16 offsets of the text as written (not normalised). */
export interface Span {
  readonly message: number;
  readonly start: number;
  readonly end: number;
}

export interface Extraction {
  readonly kind: ContactKind;
  /** `13912345678`, `010-12345678`, `lucky_77`, `12345678`, `35`, `FEMALE` or `MALE`. */
  readonly value: string;
  /** Which rule found it. */
  readonly rule: string;
  /** Where it is written first; several when its parts stand apart. */
  readonly spans: readonly Span[];
  /** Where the same value is written again. */
  readonly repeats: readonly Span[];
}

/** Something found, in places of the reading. */
export interface Finding {
  readonly kind: ContactKind;
  readonly value: string;
  readonly rule: string;
  readonly parts: readonly (readonly [start: number, end: number])[];
}

/**
 * What the messages of one visitor, read together and in order, establish; of AGE and GENDER at most one each. In order
 * of first appearance, each value once.
 */
export function extractContactData(messages: readonly string[]): Extraction[] {
  if (!messages.some(mayHoldContactData)) return [];
  const reading = readMessages(messages);
  const findings = [...contactFindings(reading), ...personalFindings(reading)];
  const found = new Map<string, Extraction & { repeats: Span[] }>();
  for (const { parts, ...finding } of findings.sort((a, b) => startOf(a) - startOf(b))) {
    const { kind, value } = finding;
    const key = `${kind}:${kind === 'WECHAT' ? value.toLowerCase() : value}`;
    const spans = parts.flatMap(([start, end]) => spansOf(reading, start, end));
    const first = found.get(key);
    if (first) first.repeats.push(...spans);
    else found.set(key, { ...finding, spans, repeats: [] });
  }
  return [...found.values()];
}

function startOf({ parts }: Finding): number {
  return parts[0]?.[0] ?? 0;
}

/** Whether a text can add anything: false is certain (cheap test, run on every message of the product). */
export function mayHoldContactData(text: string): boolean {
  return isTelling(text);
}
