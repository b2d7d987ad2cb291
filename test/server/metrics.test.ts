import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VisitorProgram } from '../e2e/programs.ts';
import { freePort } from '../support/freePort.ts';
import { SessionListEventsDocument } from '../support/gql/generated.ts';
import { signInAs } from '../support/people.ts';
import { startServer, type Server } from '../support/server.ts';

let server: Server;
let address: string;

beforeAll(async () => {
  address = `127.0.0.1:${await freePort()}`;
  server = await startServer({ environment: { METRICS_ADDRESS: address } });
});
afterAll(() => server.dispose());

async function metrics(): Promise<string> {
  const response = await fetch(`http://${address}/metrics`);
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  return response.text();
}

/** The number of a series, as it stands in the text. */
function numberOf(text: string, series: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

test('what visitors and agents do is counted, and who waits is told as it is', async () => {
  const agent = await signInAs(server.url, 'lin');
  const visitor = await VisitorProgram.enter(server.url);
  await visitor.write('请问今天有号吗？');
  await visitor.write('在吗？');
  const text = await metrics();
  expect(numberOf(text, 'dukou_events_total{type="MessageSent"}')).toBe(2);
  expect(numberOf(text, 'dukou_live_sessions')).toBe(1);
  expect(numberOf(text, 'dukou_waiting_sessions')).toBe(1);
  expect(numberOf(text, 'dukou_longest_wait_seconds')).toBeGreaterThan(0);
  expect(numberOf(text, 'dukou_others_reachable')).toBe(1);
  // Programs name their operations as they like: those of our clients alone have a line of their own.
  expect(text).toMatch(
    /dukou_operation_seconds_count\{operation="SendMessage",kind="mutation",outcome="ok"\} 2\n/,
  );
  const query = 'query InventedByAProgram { currentAgent { login } }';
  await agent.post(JSON.stringify({ query }));
  const later = await metrics();
  expect(later).toMatch(/dukou_operation_seconds_count\{operation="other",kind="query",outcome="ok"\} [1-9]/);
  expect(later).not.toContain('InventedByAProgram');
});

test('streams and sockets are counted while they are open', async () => {
  const agent = await signInAs(server.url, 'wang');
  const stream = agent.subscribe(SessionListEventsDocument, {});
  await stream.next(() => true);
  const open = await metrics();
  expect(numberOf(open, 'dukou_sockets')).toBe(1);
  expect(numberOf(open, 'dukou_streams{operation="SessionListEvents"}')).toBe(1);
  await agent.close();
  await expect.poll(async () => numberOf(await metrics(), 'dukou_sockets')).toBe(0);
  expect(numberOf(await metrics(), 'dukou_streams{operation="SessionListEvents"}')).toBe(0);
});

test('the numbers are told at their own address only, and nothing else there', async () => {
  const onProduct = await (await fetch(`${server.url}/metrics`)).text();
  expect(onProduct).not.toContain('dukou_live_sessions');
  expect((await fetch(`http://${address}/graphql`)).status).toBe(404);
});

test('the dashboard shows numbers that there are', async () => {
  const dashboard = readFileSync(join(import.meta.dirname, '../../api/server/metrics/grafana.json'), 'utf8');
  const { panels } = JSON.parse(dashboard) as { panels: { title: string; targets: { expr: string }[] }[] };
  expect(panels.length).toBeGreaterThan(8);
  const text = await metrics();
  const told = new Set([...text.matchAll(/^# TYPE (\w+) (\w+)/gm)].map(([, name]) => name));
  const shown = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  const names = shown.flatMap((expr) => expr.match(/\b(?:dukou|nodejs|process)_\w+/g) ?? []);
  expect(names.length).toBeGreaterThan(8);
  expect(
    names.filter((name) => !told.has(name.replace(/_(?:bucket|count|sum)$/, '')) && !told.has(name)),
  ).toEqual([]);
});
