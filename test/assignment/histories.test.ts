import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { buildClinic } from './clinic.ts';
import { anyStep, take } from './history.ts';
import { broken, takePicture } from './invariants.ts';
import { TickingClock } from './tickingClock.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '100000' });
  core.clock = new TickingClock();
});
afterAll(() => core.close());

/** `HISTORIES=2000 npx vitest … histories` tries as many, however long it takes. */
const wanted = Number(process.env.HISTORIES ?? 0);

test('whatever agents and visitors do, nobody waits, is overtaken, overloaded or left alone against the rules', async () => {
  // On a machine that has other work there are fewer histories, and what fails is shrunk less.
  const deadline = wanted > 0 ? Infinity : Date.now() + 35_000;
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 40, maxLength: 80 }), async (steps) => {
      if (Date.now() > deadline) return;
      const clinic = await buildClinic(core);
      let before = await takePicture(core);
      for (const step of steps) {
        await take(core, clinic, step);
        const after = await takePicture(core);
        expect(broken(before, after)).toEqual([]);
        before = after;
      }
    }),
    { numRuns: wanted || 40 },
  );
}, 90_000 + wanted * 2_000);
