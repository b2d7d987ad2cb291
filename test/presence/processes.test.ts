import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '../../api/core/database.ts';
import {
  ColleagueEventsDocument,
  CurrentStatusDocument,
  SetStatusDocument,
  UpdateSettingsDocument,
} from '../support/gql/generated.ts';
import { GraphqlClient } from '../support/graphqlClient.ts';
import { expectAnswer, signInAs } from '../support/people.ts';
import { startServer } from '../support/server.ts';

/** Asks until the answer is the expected one. @throws Error with the last answer, after `withinMs` */
async function until<T>(expected: T, ask: () => Promise<T>, withinMs: number): Promise<void> {
  for (const deadline = Date.now() + withinMs; ; await sleep(100)) {
    const answer = await ask();
    if (JSON.stringify(answer) === JSON.stringify(expected)) return;
    if (Date.now() > deadline) expect(answer).toEqual(expected);
  }
}

const statusOf = async (client: GraphqlClient) =>
  (await client.execute(CurrentStatusDocument)).currentAgent?.status;

/** An agent with one tab open. */
async function openTab(url: string, login: string): Promise<GraphqlClient> {
  const client = await signInAs(url, login);
  const stream = client.subscribe(ColleagueEventsDocument, {});
  await stream.next(({ colleagueEvents }) => colleagueEvents.__typename === 'StreamStarted');
  return client;
}

async function shortenGrace(url: string): Promise<void> {
  const admin = await signInAs(url, 'admin');
  const { updateSettings } = await admin.execute(UpdateSettingsDocument, {
    input: { agentGraceSeconds: 10 },
  });
  expectAnswer(updateSettings, 'Settings');
}

test('a status survives a restart, and who does not come back is OFFLINE after the grace period', async () => {
  await using server = await startServer();
  await shortenGrace(server.url);
  const [lin, wang] = [await openTab(server.url, 'lin'), await openTab(server.url, 'wang')];
  for (const [client, status] of [
    [lin, 'BUSY'],
    [wang, 'AWAY'],
  ] as const)
    await client.execute(SetStatusDocument, { input: { status } });
  await server.restart();
  expect([await statusOf(lin), await statusOf(wang)]).toEqual(['BUSY', 'AWAY']);
  await lin.close();
  const stream = lin.subscribe(ColleagueEventsDocument, {});
  await stream.next(() => true);
  await until('OFFLINE', () => statusOf(wang), 20_000);
  expect(await statusOf(lin)).toBe('BUSY');
  await Promise.all([lin.close(), wang.close()]);
}, 120_000);

if (process.env.DATABASE_URL && process.env.REDIS_URL) {
  test('of several processes one sweeps; when it is killed another goes on and notices who was connected there', async () => {
    await using one = await startServer();
    await using two = await startServer({ beside: one });
    const databaseUrl = one.place.variables.DATABASE_URL;
    const database = await openDatabase({ databaseUrl, dataDir: 'memory://' });
    const sweeper = async () =>
      (await database.prisma.lease.findMany({ where: { endsAt: { gt: new Date() } } }))[0]?.processId;
    const processes = async () =>
      (await database.prisma.serverProcess.findMany({ orderBy: { startedAt: 'asc' } })).map(({ id }) => id);
    try {
      const [firstId, ...otherIds] = await processes();
      await until(firstId, sweeper, 3_000);
      await shortenGrace(two.url);
      const [lin, wang] = [await openTab(one.url, 'lin'), await openTab(two.url, 'wang')];
      for (let second = 0; second < 6; second++) {
        await sleep(1_000);
        expect(await sweeper()).toBe(firstId);
      }
      await one.kill();
      const there = new GraphqlClient(two.url, { origin: two.url });
      there.cookies.take([lin.cookies.header]);
      expect(await statusOf(there)).toBe('ONLINE');
      await until(otherIds, processes, 18_000);
      expect(otherIds).toContain(await sweeper());
      await until('OFFLINE', () => statusOf(there), 15_000);
      expect(await statusOf(wang)).toBe('ONLINE');

      await one.start();
      const lastId = (await processes()).at(-1);
      await Promise.all([two.stop(), two.third?.stop()]);
      expect(await processes()).toEqual([lastId]);
      await until(lastId, sweeper, 3_000);
      await Promise.all([lin.close(), wang.close()]);
    } finally {
      await database.close();
    }
  }, 90_000);
}
