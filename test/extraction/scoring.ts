import { readFileSync } from 'node:fs';
import { extractContactData, type Extraction } from '../../api/extraction/extractionRules.ts';

/** Messages of one visitor, and what a reader says they establish. */
export interface LabelledRecord {
  id: string;
  messages: string[];
  expected: {
    phone: string[];
    wechat: string[];
    qq: string[];
    age: number | null;
    gender: 'female' | 'male' | null;
  };
  note?: string;
}

export const scoredKinds = ['PHONE', 'WECHAT', 'QQ', 'AGE', 'GENDER'] as const;

export interface Score {
  expected: number;
  found: number;
  right: number;
  precision: number;
  recall: number;
  f1: number;
}

/** A record that was not read as labelled; values as `KIND:value`. */
export interface Miss {
  record: LabelledRecord;
  expected: string[];
  found: string[];
}

export interface Scores {
  kinds: Record<Extraction['kind'], Score>;
  /** Records without any contact data, and how many of them nothing was found in. */
  empty: { expected: number; right: number };
  /** Milliseconds per record. */
  times: { median: number; p99: number };
  misses: Miss[];
}

export function readRecords(path: string): LabelledRecord[] {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as LabelledRecord);
}

/** What is expected, as keys that compare: a WeChat id is the same in capitals. */
function expectedKeys({ expected }: LabelledRecord): string[] {
  return [
    ...expected.phone.map((value) => `PHONE:${value}`),
    ...expected.wechat.map((value) => `WECHAT:${value.toLowerCase()}`),
    ...expected.qq.map((value) => `QQ:${value}`),
    ...(expected.age === null ? [] : [`AGE:${expected.age}`]),
    ...(expected.gender === null ? [] : [`GENDER:${expected.gender.toUpperCase()}`]),
  ];
}

function keyOf({ kind, value }: Extraction): string {
  return `${kind}:${kind === 'WECHAT' ? value.toLowerCase() : value}`;
}

/** Scores the extraction on labelled records; values are compared exactly, as sets. */
export function score(records: readonly LabelledRecord[]): Scores {
  for (const { messages } of records) extractContactData(messages);
  const times: number[] = [];
  const misses: Miss[] = [];
  const kinds = Object.fromEntries(scoredKinds.map((kind) => [kind, none()])) as Scores['kinds'];
  const empty = { expected: 0, right: 0 };
  for (const record of records) {
    const start = performance.now();
    const found = extractContactData(record.messages).map(keyOf);
    times.push(performance.now() - start);
    const expected = expectedKeys(record);
    for (const kind of scoredKinds) count(kinds[kind], kind, new Set(expected), new Set(found));
    if (expected.length === 0) empty.expected += 1;
    if (expected.length === 0 && found.length === 0) empty.right += 1;
    if (expected.toSorted().join() !== found.toSorted().join()) misses.push({ record, expected, found });
  }
  for (const one of Object.values(kinds)) rate(one);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { kinds, empty, times: { median: at(0.5), p99: at(0.99) }, misses };
}

function none(): Score {
  return { expected: 0, found: 0, right: 0, precision: 1, recall: 1, f1: 1 };
}

function count(into: Score, kind: string, expected: Set<string>, found: Set<string>): void {
  const isOfKind = (key: string) => key.startsWith(`${kind}:`);
  into.expected += [...expected].filter(isOfKind).length;
  into.found += [...found].filter(isOfKind).length;
  into.right += [...found].filter((key) => isOfKind(key) && expected.has(key)).length;
}

function rate(one: Score): void {
  one.precision = one.found === 0 ? 1 : one.right / one.found;
  one.recall = one.expected === 0 ? 1 : one.right / one.expected;
  one.f1 =
    one.precision + one.recall === 0 ? 0 : (2 * one.precision * one.recall) / (one.precision + one.recall);
}
