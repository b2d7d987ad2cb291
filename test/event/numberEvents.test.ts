import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { numberEvents } from '../../api/event/numberEvents.ts';
import { inTransaction } from '../../api/core/transaction.ts';
import { buildTwoTestCores, type TestCore } from '../support/testCore.ts';

let cores: [TestCore, TestCore];
beforeAll(async () => {
  cores = await buildTwoTestCores();
});
afterAll(async () => {
  for (const core of new Set(cores)) await core.close();
});

const siteId = randomUUID();
const log = (visitorId: string, seq: number) => ({ type: 'MESSAGE_SENT' as const, siteId, visitorId, seq });

/** Writers whose transactions overlap in any way, and readers who remember nothing but the last number. */
test('however transactions overlap, who reads on from the last number misses no event and sees each session in order', async () => {
  const [one, two] = cores;
  const plan = fc.array(
    fc.record({
      core: fc.nat(1),
      beginsAfterMs: fc.nat(20),
      lastsMs: fc.nat(25),
      isRolledBack: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
      lock: fc.nat(2),
    }),
    { minLength: 5, maxLength: 25 },
  );
  await fc.assert(
    fc.asyncProperty(plan, async (writers) => {
      const sessions = [randomUUID(), randomUUID(), randomUUID()];
      const committed: { visitorId: string; order: number }[] = [];
      const orders = [0, 0, 0];
      let isWriting = true;
      const { lastNumber } = await one.database.prisma.eventNumbering.findFirstOrThrow();
      const follow = async (core: TestCore) => {
        const seen: { number: bigint | null; visitorId: string; seq: number | null }[] = [];
        let last = lastNumber;
        for (let isLast = false; !isLast;) {
          isLast = !isWriting;
          await numberEvents(core);
          const page = await core.database.prisma.event.findMany({
            where: { number: { gt: last } },
            orderBy: { number: 'asc' },
            take: 3,
          });
          seen.push(...page);
          last = page.at(-1)?.number ?? last;
          if (page.length === 3) isLast = false;
          await sleep(1);
        }
        return seen;
      };
      const reading = [follow(one), follow(two)];
      await Promise.all(
        writers.map(async (writer) => {
          await sleep(writer.beginsAfterMs);
          const visitorId = sessions[writer.lock] ?? '';
          await inTransaction(cores[writer.core] ?? one, async (transaction) => {
            // Any row's lock would do for what a session's does.
            await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${900 + writer.lock})`;
            const order = orders[writer.lock]!++;
            await transaction.event.create({ data: log(visitorId, order) });
            await sleep(writer.lastsMs);
            if (writer.isRolledBack) throw new Error('rolled back');
            return { visitorId, order };
          }).then(
            (done) => committed.push(done),
            (error: unknown) => {
              if (!(error instanceof Error) || error.message !== 'rolled back') throw error;
            },
          );
        }),
      );
      isWriting = false;
      for (const seen of await Promise.all(reading)) {
        for (const visitorId of sessions) {
          const expected = committed.filter((one) => one.visitorId === visitorId).map(({ order }) => order);
          const got = seen.filter((one) => one.visitorId === visitorId).map(({ seq }) => seq);
          expect(got).toEqual(expected.toSorted((a, b) => a - b));
        }
      }
    }),
    { numRuns: 15 },
  );
});
