import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { extractContactData } from '../../api/extraction/extractionRules.ts';
import { readRecords, score, type Miss, type Scores } from '../extraction/scoring.ts';

// node test/bench/extractionScores.ts [FILE.jsonl]: how well contact data are read in labelled messages, and how fast.
// With --questions FILE it prints every phone number, WeChat id and QQ number found in questions that hold none.

const { values, positionals } = parseArgs({
  options: { questions: { type: 'string' } },
  allowPositionals: true,
});

if (values.questions) printFound(values.questions);
else {
  const given = new URL('../../../shared/data/extraction.dev.jsonl', import.meta.url).pathname;
  const own = new URL('../extraction/records.jsonl', import.meta.url).pathname;
  const path = positionals[0] ?? (existsSync(given) ? given : own);
  printScores(path, score(readRecords(path)));
}

function printScores(path: string, { kinds, empty, times, misses }: Scores): void {
  console.log(path);
  const row = (cells: (string | number)[]) =>
    console.log(
      cells.map((cell, i) => (i === 0 ? String(cell).padEnd(8) : String(cell).padStart(10))).join(''),
    );
  row(['kind', 'expected', 'found', 'right', 'precision', 'recall', 'F1']);
  for (const [kind, { expected, found, right, precision, recall, f1 }] of Object.entries(kinds))
    row([kind, expected, found, right, precision.toFixed(3), recall.toFixed(3), f1.toFixed(3)]);
  console.log(`records without contact data that stay empty: ${empty.right} of ${empty.expected}`);
  console.log(`time per record: median ${times.median.toFixed(3)} ms, p99 ${times.p99.toFixed(3)} ms`);
  for (const miss of misses) printMiss(miss);
}

function printMiss({ record, expected, found }: Miss): void {
  console.log(`\n${record.id}${record.note ? ` (${record.note})` : ''}`);
  for (const message of record.messages) console.log(`  | ${message}`);
  console.log(`  expected ${expected.join(' ') || 'nothing'}\n  found    ${found.join(' ') || 'nothing'}`);
}

function printFound(path: string): void {
  const kinds = new Set(['PHONE', 'WECHAT', 'QQ']);
  let count = 0;
  for (const line of readFileSync(path, 'utf8').split('\n').filter(Boolean)) {
    const { title, question } = JSON.parse(line) as { title: string; question: string };
    const found = extractContactData([title, question]).filter(({ kind }) => kinds.has(kind));
    count += found.length;
    for (const one of found)
      console.log(`${one.kind} ${one.value} (${one.rule})\n  | ${title}\n  | ${question}`);
  }
  console.log(`${count} found`);
}
