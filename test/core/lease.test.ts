import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Core } from '../../api/core/core.ts';
import { holdLease, releaseLease } from '../../api/core/lease.ts';
import { processLeaseSeconds, removeDeadProcesses, renewProcessLease } from '../../api/core/serverProcess.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
let other: Core;
beforeAll(async () => {
  core = await buildTestCore();
  other = { ...core, processId: randomUUID() };
});
afterAll(() => core.close());

/** Lets a lease end so many seconds ago. */
const endAgo = (name: string, seconds: number) =>
  core.database.query(
    `UPDATE "Lease" SET "endsAt" = clock_timestamp() - make_interval(secs => $2::int) WHERE "name" = $1`,
    [name, seconds],
  );

test('one process at a time holds a lease, and keeps it by renewing it', async () => {
  expect(await holdLease(core, 'kept', 60)).toEqual({ vacantSeconds: 0 });
  expect(await holdLease(other, 'kept', 60)).toBeUndefined();
  expect(await holdLease(core, 'kept', 60)).toEqual({ vacantSeconds: 0 });
  expect(await holdLease(other, 'another name', 60)).toBeDefined();
});

test('a dead holder’s lease is taken over when it is over, and it is known how long nobody held it', async () => {
  await holdLease(core, 'dead', 60);
  await endAgo('dead', 20);
  const hold = await holdLease(other, 'dead', 60);
  expect(hold?.vacantSeconds).toBeGreaterThan(19.9);
  expect(hold?.vacantSeconds).toBeLessThan(25);
  expect(await holdLease(core, 'dead', 60)).toBeUndefined();
});

test('a lease that was released can be taken at once; who does not hold it releases nothing', async () => {
  await holdLease(core, 'released', 60);
  await releaseLease(other, 'released');
  expect(await holdLease(other, 'released', 60)).toBeUndefined();
  await releaseLease(core, 'released');
  expect(await holdLease(other, 'released', 60)).toBeDefined();
});

test('of twenty processes that want a lease at the same instant, one gets it, again and again', async () => {
  const processes = Array.from({ length: 20 }, () => ({ ...core, processId: randomUUID() }));
  for (let round = 0; round < 5; round++) {
    const holds = await Promise.all(processes.map((one) => holdLease(one, 'wanted', 60)));
    expect(holds.filter(Boolean)).toHaveLength(1);
    await endAgo('wanted', 1);
  }
});

test('who sees that another holds a lease writes nothing', async () => {
  await holdLease(core, 'watched', 60);
  const version = () => core.database.query(`SELECT xmin, xmax FROM "Lease" WHERE "name" = 'watched'`, []);
  const before = await version();
  await holdLease(other, 'watched', 60);
  expect(await version()).toEqual(before);
});

test('a process whose lease is over is removed, one that renews it stays, and takes its place anew if it was removed', async () => {
  expect(await renewProcessLease(core)).toBe(true);
  expect(await renewProcessLease(core)).toBe(false);
  await renewProcessLease(other);
  await core.database.query(
    `UPDATE "ServerProcess" SET "leaseEndsAt" = clock_timestamp() - interval '1 second' WHERE "id" = $1::uuid`,
    [other.processId],
  );
  expect(await removeDeadProcesses(core)).toBe(1);
  const left = await core.database.prisma.serverProcess.findMany({ select: { id: true } });
  expect(left).toEqual([{ id: core.processId }]);
  expect(await renewProcessLease(other)).toBe(true);
});

test('when the database’s clock is set back, a dead holder’s lease lasts no longer than a new one does, and a living holder keeps it', async () => {
  const secondsLeft = async (name: string) => {
    const [row] = await core.database.query<{ left: number }>(
      `SELECT EXTRACT(EPOCH FROM "endsAt" - clock_timestamp())::float8 AS "left" FROM "Lease" WHERE "name" = $1`,
      [name],
    );
    return row?.left;
  };
  await holdLease(core, 'before the jump', 60);
  await endAgo('before the jump', -3_600);
  expect(await holdLease(other, 'before the jump', 60)).toBeUndefined();
  expect(await secondsLeft('before the jump')).toBeLessThanOrEqual(60);
  expect(await holdLease(core, 'before the jump', 60)).toEqual({ vacantSeconds: 0 });
});

test('when the database’s clock is set back, what a dead process held goes within the usual time, and a living one loses nothing', async () => {
  await renewProcessLease(core);
  const left = `SELECT EXTRACT(EPOCH FROM "leaseEndsAt" - clock_timestamp())::float8 AS "left" FROM "ServerProcess"
    WHERE "id" = $1::uuid`;
  await core.database.query(
    `UPDATE "ServerProcess" SET "leaseEndsAt" = clock_timestamp() + interval '1 hour' WHERE "id" = $1::uuid`,
    [core.processId],
  );
  expect(await removeDeadProcesses(core)).toBe(0);
  const [row] = await core.database.query<{ left: number }>(left, [core.processId]);
  expect(row?.left).toBeLessThanOrEqual(processLeaseSeconds);
  expect(await renewProcessLease(core)).toBe(false);
});
