import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { buildClinic } from './clinic.ts';
import { anyStep, take, type Step } from './history.ts';
import { broken, takePicture } from './invariants.ts';
import { TickingClock } from './tickingClock.ts';

/** `HISTORIES=2000 npx vitest … histories` tries as many, however long it takes. */
const wanted = Number(process.env.HISTORIES ?? 0);
/** A picture shows all that there is: each so many begin with an empty database. */
const perDatabase = 40;

async function play(core: TestCore, steps: readonly Step[]): Promise<void> {
  const clinic = await buildClinic(core);
  let before = await takePicture(core);
  for (const step of steps) {
    await take(core, clinic, step);
    const after = await takePicture(core);
    expect(broken(before, after)).toEqual([]);
    before = after;
  }
}

async function tryHistories(count: number, deadline: number): Promise<void> {
  const core = await buildTestCore({ ENTRIES_PER_MINUTE: '100000' });
  core.clock = new TickingClock();
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 40, maxLength: 80 }), async (steps) => {
        if (Date.now() < deadline) await play(core, steps);
      }),
      { numRuns: count },
    );
  } finally {
    await core.close();
  }
}

test(
  'whatever agents and visitors do, nobody waits, is overtaken, overloaded or left alone against the rules',
  async () => {
    // On a machine that has other work there are fewer histories, and what fails is shrunk less.
    if (wanted === 0) return tryHistories(perDatabase, Date.now() + 35_000);
    for (let done = 0; done < wanted; done += perDatabase)
      await tryHistories(Math.min(perDatabase, wanted - done), Infinity);
  },
  90_000 + wanted * 2_000,
);
