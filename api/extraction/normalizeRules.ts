import { isUnread, readAlone, readCharacter } from './characterRules.ts';
import type { Span } from './extractionRules.ts';
import { isTelling } from './tellingRules.ts';

/**
 * The messages of a visitor as they are read: one text, a line break between two messages, every character brought to
 * one form. `from` and `to` lead from each of its characters back to what was written.
 */
export interface Reading {
  readonly text: string;
  /** The same in small letters, for words that are written either way. */
  readonly lower: string;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Where each message begins in `text`. */
  readonly starts: readonly number[];
}

/** Names of signs, as somebody writes them who is afraid that the sign itself is filtered: `dr下划线tang`. */
const spelledSigns: [RegExp, string][] = [
  [/(?:下划线|下滑线|下横线|下画线|底线|底杠|下杠|underscore)/y, '_'],
  [/(?:中划线|短横线|短横|横杠|横线|减号|连字符|杠(?!铃|杆|上)|hyphen|dash(?![a-z]))/y, '-'],
  [/(?:艾特|小老鼠)/y, '@'],
];
const signBegins = new Set('下底中短横减连杠艾小uhd');
/** What is read as one character whatever stands beside it, by its code; 0 for all else. */
const plain = new Uint16Array(0x10000);
for (let code = 0x21; code < plain.length; code++)
  if (!signBegins.has(String.fromCharCode(code))) plain[code] = readAlone(code) ?? 0;

/** Reads messages in order. Time and memory are linear in their length. */
export function readMessages(messages: readonly string[]): Reading {
  const size = messages.reduce((sum, message) => sum + 2 * message.length + 1, 0);
  const draft: Draft = {
    units: new Uint16Array(size),
    length: 0,
    from: new Int32Array(size),
    to: new Int32Array(size),
  };
  const starts: number[] = [];
  for (const message of messages) {
    const isFirst = draft.length === 0;
    starts.push(isFirst ? 0 : draft.length + 1);
    // What tells nothing is passed over, so that nothing depends on whether it was there.
    if (!isTelling(message)) continue;
    if (!isFirst) add(draft, lineBreak, 0, 0);
    readMessage(draft, message);
  }
  const text = Buffer.from(draft.units.buffer, 0, 2 * draft.length).toString('utf16le');
  const lower = text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
  return { text, lower, from: draft.from, to: draft.to, starts };
}

const space = 0x20;
const lineBreak = 0x0a;

interface Draft {
  /** Codes of what has been read so far, with room for the rest. */
  units: Uint16Array;
  length: number;
  from: Int32Array;
  to: Int32Array;
}

function readMessage(draft: Draft, message: string): void {
  let at = 0;
  while (at < message.length) {
    const reading = plain[message.charCodeAt(at)] ?? 0;
    if (reading === 0) at += readSpecial(draft, message, at);
    else {
      add(draft, reading, at, at + 1);
      at += 1;
    }
  }
}

/** Reads what depends on what stands beside it, or is not one character. @returns how many units it takes */
function readSpecial(draft: Draft, message: string, start: number): number {
  let at = start;
  const sign = signBegins.has(message.charAt(at)) ? spelledSign(message, at) : undefined;
  if (sign) {
    while (lastOf(draft) === space) draft.length -= 1;
    add(draft, sign.reading.charCodeAt(0), at, at + sign.length);
    at += sign.length;
    while (message.charAt(at) === ' ') at += 1;
    return at - start;
  }
  const code = message.codePointAt(at) ?? 0;
  const length = code > 0xffff ? 2 : 1;
  // `lele _ 0918`: as little apart as if the sign were spelled.
  if (code === space && isBesideUnderscore(message, at)) return 1;
  if (code < 0x80) add(draft, code === 9 ? space : code < space ? lineBreak : code, at, at + 1);
  else if (isUnread(code)) widenLast(draft, at + length);
  else readOther(draft, message.slice(at, at + length), code, at);
  return length;
}

function isBesideUnderscore(message: string, at: number): boolean {
  return (
    /^\w ?_ ?\w/.test(message.slice(at - 1, at + 4)) ||
    /^\w ?_ \w/.test(message.slice(at - 2, at + 2)) ||
    /^ _ \w/.test(message.slice(at - 2, at + 2))
  );
}

function readOther(draft: Draft, character: string, code: number, at: number): void {
  let reading = readCharacter(character, code);
  // w❤ and 微❤ are written for 微信, because hearts are not filtered; any other heart is only a heart.
  if (reading === '♥') reading = /[微薇威维wv]/i.test(String.fromCharCode(lastOf(draft) ?? 0)) ? '信' : ' ';
  for (let i = 0; i < reading.length; i++) add(draft, reading.charCodeAt(i), at, at + character.length);
}

function lastOf({ units, length }: Draft): number | undefined {
  return units[length - 1];
}

function add(draft: Draft, unit: number, from: number, to: number): void {
  draft.units[draft.length] = unit;
  draft.from[draft.length] = from;
  draft.to[draft.length] = to;
  draft.length += 1;
}

/** Makes the last character reach over what is not read, so that a keycap's box belongs to its digit. */
function widenLast(draft: Draft, end: number): void {
  if (draft.length > 0 && lastOf(draft) !== lineBreak) draft.to[draft.length - 1] = end;
}

function spelledSign(message: string, at: number): { reading: string; length: number } | undefined {
  for (const [pattern, reading] of spelledSigns) {
    pattern.lastIndex = at;
    const found = pattern.exec(message);
    if (found) return { reading, length: found[0].length };
  }
  return undefined;
}

/** Where a part of the reading was written: one span for each message that it touches. */
export function spansOf({ text, from, to, starts }: Reading, start: number, end: number): Span[] {
  const spans: Span[] = [];
  for (let message = messageAt(starts, start); message < starts.length; message++) {
    let first = Math.max(start, starts[message] ?? 0);
    let last = Math.min(end, (starts[message + 1] ?? text.length + 1) - 1) - 1;
    if (first >= end) break;
    while (first <= last && /\s/.test(text.charAt(first))) first += 1;
    while (last >= first && /\s/.test(text.charAt(last))) last -= 1;
    if (first <= last) spans.push({ message, start: from[first] ?? 0, end: to[last] ?? 0 });
  }
  return spans;
}

/** Which message a place of the reading belongs to. */
export function messageAt(starts: readonly number[], place: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
