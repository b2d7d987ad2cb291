import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSchedule, type Sweep } from '../../api/core/schedule.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());
beforeEach(async () => {
  await core.database.prisma.lease.deleteMany();
});

const nothing: Sweep = () => Promise.resolve();
const lastLeaseEnded = (interval: string) =>
  core.database.query(
    `INSERT INTO "Lease" ("name", "processId", "endsAt") VALUES ('sweeps', $1::uuid, clock_timestamp() - $2::interval)`,
    [randomUUID(), interval],
  );

async function until(isSo: () => boolean, withinMs = 8_000): Promise<void> {
  for (const deadline = Date.now() + withinMs; !isSo();) {
    if (Date.now() > deadline) throw new Error('it did not happen');
    await sleep(20);
  }
}

test('a sweep that fails stops neither the others nor its own next turn', async () => {
  const ran: string[] = [];
  const failing: Sweep = () => {
    ran.push('failing');
    return Promise.reject(new Error('no luck'));
  };
  const fine: Sweep = () => Promise.resolve(ran.push('fine'));
  const schedule = createSchedule(core, { sweeps: [failing, fine], afterPause: nothing });
  schedule.start();
  await until(() => ran.length >= 4);
  await schedule.stop();
  expect(ran.slice(0, 4)).toEqual(['failing', 'fine', 'failing', 'fine']);
});

test('one process sweeps, and another goes on as soon as it stops', async () => {
  const ran: string[] = [];
  const scheduleOf = (name: string) =>
    createSchedule(
      { ...core, processId: randomUUID() },
      { sweeps: [() => Promise.resolve(ran.push(name))], afterPause: nothing },
    );
  const [one, two] = [scheduleOf('one'), scheduleOf('two')];
  one.start();
  await until(() => ran.length > 0);
  two.start();
  await until(() => ran.length > 2);
  expect(new Set(ran)).toEqual(new Set(['one']));
  await one.stop();
  await until(() => ran.includes('two'));
  await two.stop();
});

test('stopping waits for the sweep that runs, and none begins afterwards', async () => {
  let begun = 0;
  let ended = 0;
  const slow: Sweep = async () => {
    begun++;
    await sleep(300);
    ended++;
  };
  const schedule = createSchedule(core, { sweeps: [slow], afterPause: nothing });
  schedule.start();
  await until(() => begun === 1);
  await schedule.stop();
  expect(ended).toBe(1);
  await sleep(1_300);
  expect(begun).toBe(1);
});

test.each([
  ['30 seconds', ['after pause', 'sweep']],
  ['1 second', ['sweep']],
])('after %s in which nobody could sweep comes %j', async (pause, expected) => {
  const ran: string[] = [];
  await lastLeaseEnded(pause);
  const schedule = createSchedule(core, {
    sweeps: [() => Promise.resolve(ran.push('sweep'))],
    afterPause: () => Promise.resolve(ran.push('after pause')),
  });
  schedule.start();
  await until(() => ran.includes('sweep'));
  await schedule.stop();
  expect(ran).toEqual(expected);
});

test.each([
  ['an hour back', -3_600_000],
  ['a day ahead', 86_400_000],
])('after the clock was set %s comes what comes after a pause', async (_way, jumpMs) => {
  const ran: string[] = [];
  await lastLeaseEnded('1 second');
  const schedule = createSchedule(core, {
    sweeps: [() => Promise.resolve(ran.push('sweep'))],
    afterPause: () => Promise.resolve(ran.push('after pause')),
    afterJump: () => Promise.resolve(ran.push('after jump')),
  });
  schedule.start();
  await until(() => ran.length === 1);
  core.clock.advance(jumpMs);
  await until(() => ran.filter((one) => one === 'sweep').length === 2);
  await schedule.stop();
  expect(ran).toEqual(['sweep', 'after jump', 'after pause', 'sweep']);
});
