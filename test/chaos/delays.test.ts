import { expect, test } from 'vitest';
import { delaysOf } from './delays.ts';

const struck = [{ name: 'Redis: away', from: 100, to: 200 }];
const said = (seq: number, from: number, to: number) => ({ sessionId: 'a', seq, from, to });
const reader = (toldAt: [number, number][]) => ({ sessionId: 'a', toldAt: new Map(toldAt) });

test('what was said during a fault is drained from its end on', () => {
  const waits = [said(1, 90, 95), said(2, 150, 160), said(3, 150, 230), said(4, 210, 290)];
  expect(delaysOf(waits, [], struck).drainedMs).toEqual([30]);
});

test('what falls into a fault is told in time from its end on, and what does not from when it was acknowledged', () => {
  const readers = [
    reader([
      [1, 97],
      [2, 250],
    ]),
    reader([[2, 170]]),
  ];
  const waits = [said(1, 90, 95), said(2, 150, 160), said(3, 300, 310)];
  expect(delaysOf(waits, readers, struck).toldMs).toEqual([0, 2, 50]);
});
