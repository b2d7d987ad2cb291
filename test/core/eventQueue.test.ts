import { expect, test } from 'vitest';
import { EventQueue, gap } from '../../api/core/eventStream.ts';

const eventOf = (characters: number) => ({ text: '好'.repeat(characters) });

test('events that wait for somebody who takes none become a gap, by their number or by their size', async () => {
  for (const [characters, count] of [
    [100, 257],
    [4_000, 74],
  ] as const) {
    const queue = new EventQueue<object>();
    for (let index = 1; index < count; index++) queue.push(eventOf(characters));
    expect(queue.hasGap, `${count - 1} of ${characters}`).toBe(false);
    queue.push(eventOf(characters));
    expect(await queue.take()).toBe(gap);
    const next = eventOf(characters);
    queue.push(next);
    expect(await queue.take()).toBe(next);
  }
});

test('whoever keeps up hears every event, however much comes in all', async () => {
  const queue = new EventQueue<object>();
  for (let round = 0; round < 100; round++) {
    for (let index = 0; index < 20; index++) queue.push(eventOf(4_000));
    for (let index = 0; index < 20; index++) expect(await queue.take()).not.toBe(gap);
  }
});
