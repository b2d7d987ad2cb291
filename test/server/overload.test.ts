import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../support/freePort.ts';
import type { GraphqlClient } from '../support/graphqlClient.ts';
import { enterAsVisitor } from '../support/people.ts';
import { sendOver, type Sent } from '../support/sendOver.ts';
import { type Server, startServer } from '../support/server.ts';

const mostRunning = 32;
/** Each of so many sockets has so many messages under way at any moment. */
const [floodSockets, underWay] = [12, 25];
const floodMs = 2_000;
/** What issue and README promise: after so long everything is as before. */
const recoveryMs = 10_000;

let server: Server;
let metricsUrl: string;
beforeAll(async () => {
  const METRICS_ADDRESS = `127.0.0.1:${await freePort()}`;
  metricsUrl = `http://${METRICS_ADDRESS}/metrics`;
  const environment = { METRICS_ADDRESS, MAX_RUNNING_OPERATIONS: String(mostRunning) };
  server = await startServer({ environment });
});
afterAll(() => server.dispose());

async function metric(series: string): Promise<number> {
  const text = await (await fetch(metricsUrl)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1));
}

type Visitor = Awaited<ReturnType<typeof enterAsVisitor>>;
const send = ({ client, entry }: Visitor, clientId: string = randomUUID()) =>
  sendOver(client, { sessionId: entry.session.id, clientId, text: '请问今天有号吗？' });

/** The slowest but one of twenty messages, one after the other, in milliseconds. */
async function calmLatency(visitor: Visitor): Promise<number> {
  const took: number[] = [];
  for (let index = 0; index < 20; index++) {
    const begun = performance.now();
    expect((await send(visitor)).outcome).toBeTypeOf('number');
    took.push(performance.now() - begun);
  }
  return took.toSorted((a, b) => a - b).at(-2) ?? 0;
}

test('far more than can be done is refused with when to come again, others get through, and it is over when it is over', async () => {
  const calm = await enterAsVisitor(server.url);
  const mad = await Promise.all(Array.from({ length: floodSockets }, () => enterAsVisitor(server.url)));
  await calmLatency(calm);
  const before = await calmLatency(calm);
  const memoryBefore = await metric('process_resident_memory_bytes');

  let isFlooding = true;
  const sent: Sent[] = [];
  const pour = async (visitor: Visitor) => {
    while (isFlooding) sent.push(await send(visitor));
  };
  const flood = mad.flatMap((visitor) => Array.from({ length: underWay }, () => pour(visitor)));
  const running: number[] = [];
  const begun = performance.now();
  const waits: number[] = [];
  while (performance.now() - begun < floodMs) {
    running.push(await metric('dukou_operations_running'));
    // As our own clients do: the same message again, until it is there.
    const clientId = randomUUID();
    const asked = performance.now();
    while (typeof (await send(calm, clientId)).outcome !== 'number') await sleep(20);
    waits.push(performance.now() - asked);
  }
  isFlooding = false;
  await Promise.all(flood);

  const refused = sent.filter(({ outcome }) => typeof outcome !== 'number');
  expect(refused.length).toBeGreaterThan(100);
  const codes = new Set(refused.map(({ outcome }) => outcome));
  expect([...codes].filter((code) => code !== 'OVERLOADED' && code !== 'TOO_MANY_ATTEMPTS')).toEqual([]);
  expect(codes).toContain('OVERLOADED');
  for (const { retryAfterSeconds } of refused) expect(retryAfterSeconds).toBeGreaterThan(0);
  expect(Math.max(...running)).toBeLessThanOrEqual(mostRunning);
  expect(Math.max(...waits)).toBeLessThan(5_000);

  const over = performance.now();
  await expect
    .poll(() => calmLatency(calm), { timeout: recoveryMs, interval: 100 })
    .toBeLessThan(Math.max(3 * before, 60));
  expect(performance.now() - over).toBeLessThan(recoveryMs);
  await expect.poll(() => metric('dukou_operations_running')).toBe(0);
  expect(await metric('process_resident_memory_bytes')).toBeLessThan(memoryBefore + 200 * 1024 * 1024);

  // Nothing that was refused is there, and all that was taken.
  const accepted = sent.filter(({ outcome }) => typeof outcome === 'number').length;
  const counted = await Promise.all(mad.map(({ client, entry }) => lastSeq(client, entry.session.id)));
  const said = counted.reduce((sum, last, index) => sum + last - (mad[index]?.entry.session.lastSeq ?? 0), 0);
  expect(said).toBe(accepted);
  for (const { client } of [calm, ...mad]) await client.close();
});

test('one visitor who never stops is told to wait, and nobody else notices', async () => {
  const [mad, calm] = [await enterAsVisitor(server.url), await enterAsVisitor(server.url)];
  const before = await calmLatency(calm);
  const outcomes = new Set<unknown>();
  const pour = async () => {
    for (let index = 0; index < 260; index++) outcomes.add((await send(mad)).outcome);
  };
  await Promise.all(Array.from({ length: 5 }, pour));
  expect(outcomes).toContain('TOO_MANY_ATTEMPTS');
  expect(await calmLatency(calm)).toBeLessThan(Math.max(3 * before, 60));
  for (const { client } of [mad, calm]) await client.close();
});

async function lastSeq(client: GraphqlClient, id: string): Promise<number> {
  const query = 'query ($id: ID!) { session(id: $id) { ... on Session { lastSeq } } }';
  const answer = await client.post(JSON.stringify({ query, variables: { id } }));
  const { data } = (await answer.json()) as { data: { session: { lastSeq: number } } };
  return data.session.lastSeq;
}
