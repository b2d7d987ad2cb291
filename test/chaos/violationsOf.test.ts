import { expect, test } from 'vitest';
import { violationsOf, type Reading, type Said, type Stored } from './violationsOf.ts';

const sessionId = 's';
const said = (seq: number | undefined, facts: Partial<Said> = {}): Said => ({
  sessionId,
  clientId: `c${seq}`,
  author: 'VISITOR',
  isInternal: false,
  text: `text ${seq}`,
  seq,
  ...facts,
});
const stored = (seq: number, facts: Partial<Stored> = {}): Stored => ({
  ...said(seq),
  author: 'VISITOR',
  seq,
  recalledAt: null,
  ...facts,
});
const told = (seqs: number[], reader: Reading['reader'] = 'visitor'): Reading => ({
  sessionId,
  reader,
  told: seqs.map((seq) => ({ seq, clientId: `c${seq}` })),
});
const kinds = (...all: Parameters<typeof violationsOf>) => violationsOf(...all).map(({ kind }) => kind);

test('a talk in which everything is as it was promised breaks nothing', () => {
  const note = { author: 'AGENT', isInternal: true } as const;
  const promised = [said(1), said(2, note), said(3)];
  const rows = [stored(3), stored(2, note), stored(1)];
  expect(violationsOf(promised, rows, [told([1, 3]), told([1, 2, 3], 'agent')])).toEqual([]);
});

test('what is lost, doubled, out of order, changed, refused and stored, or told to the wrong one is found', () => {
  const note = { author: 'AGENT', isInternal: true } as const;
  expect(kinds([said(1), said(2)], [stored(1)], [])).toEqual(['lost']);
  expect(kinds([said(1)], [stored(1), stored(2, { clientId: 'c1' })], [])).toContain('doubled');
  expect(kinds([], [stored(1), stored(3)], [])).toEqual(['disordered']);
  expect(kinds([said(2), said(1)], [stored(1), stored(2)], [])).toEqual(['disordered']);
  expect(kinds([said(1)], [stored(1, { text: 'other' })], [])).toEqual(['garbled']);
  expect(kinds([said(1)], [stored(1, { recalledAt: new Date() })], [])).toEqual(['garbled']);
  expect(kinds([said(undefined)], [stored(1, { clientId: 'cundefined' })], [])).toEqual(['ghost']);
  const three = [stored(1), stored(2), stored(3)];
  expect(kinds([], three, [told([1, 3])])).toEqual(['lost']);
  expect(kinds([], three, [told([1, 2, 2, 3])])).toEqual(['doubled']);
  expect(kinds([], three, [told([1, 3, 2])])).toEqual(['disordered']);
  expect(kinds([], [stored(1, note)], [told([1])])).toEqual(['leaked']);
  expect(kinds([], [stored(1, { clientId: 'x' })], [told([1])])).toEqual(['garbled']);
});
