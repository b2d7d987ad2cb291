import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import {
  type ColleagueEventsSubscription,
  ColleagueEventsDocument,
  CurrentStatusDocument,
  LimitsDocument,
  SetStatusDocument,
  SettingsDocument,
  SignOutDocument,
  UpdateSettingsDocument,
} from '../support/gql/generated.ts';
import { GraphqlClient } from '../support/graphqlClient.ts';
import { expectAnswer, signInAs } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';

let server: Server;
let beside: Server | undefined;
/** Where the agents are whom the supervisor watches: in another process, where the database serves several. */
let elsewhere: string;
beforeAll(async () => {
  server = await startServer();
  if (process.env.DATABASE_URL && process.env.REDIS_URL) beside = await startServer({ beside: server });
  elsewhere = (beside ?? server).url;
});
afterAll(async () => {
  await beside?.dispose();
  await server.dispose();
});

/** Follows the colleagues of a client's agent, from when the stream surely hears. */
async function follow(client: GraphqlClient) {
  const stream = client.subscribe(ColleagueEventsDocument, {});
  await stream.next(({ colleagueEvents: event }) => event.__typename === 'StreamStarted');
  return stream;
}

const idOf = async (client: GraphqlClient) => {
  const { currentAgent } = await client.execute(CurrentStatusDocument);
  return currentAgent?.id ?? '';
};

const statusHeardOf =
  (agentId: string, status: string) =>
  ({ colleagueEvents: event }: ColleagueEventsSubscription) =>
    event.__typename === 'AgentStatusChanged' &&
    event.agentId === agentId &&
    event.status === status &&
    event;

test('a colleague hears of each change within a second, also from another process', async () => {
  const supervisor = await signInAs(server.url, 'supervisor');
  const stream = await follow(supervisor);
  const lin = await signInAs(elsewhere, 'lin');
  const linId = await idOf(lin);
  expect(await stream.next(statusHeardOf(linId, 'ONLINE'), 1000)).toBeTruthy();
  for (const status of ['BUSY', 'AWAY', 'ONLINE'] as const) {
    const { setStatus } = await lin.execute(SetStatusDocument, { input: { status } });
    const { statusChangedAt } = expectAnswer(setStatus, 'Agent');
    expect(await stream.next(statusHeardOf(linId, status), 1000)).toMatchObject({ statusChangedAt });
  }
  await lin.execute(SignOutDocument);
  expect(await stream.next(statusHeardOf(linId, 'OFFLINE'), 1000)).toBeTruthy();
  await supervisor.close();
});

test('who is above or beside hears; who is below does not; and oneself does', async () => {
  const [supervisor, wang] = [await signInAs(server.url, 'supervisor'), await signInAs(elsewhere, 'wang')];
  const admin = await signInAs(server.url, 'admin');
  const [ofAdmin, ofSupervisor, ofWang] = await Promise.all([admin, supervisor, wang].map(follow));
  const [adminId, wangId] = [await idOf(admin), await idOf(wang)];
  await wang.execute(SetStatusDocument, { input: { status: 'BUSY' } });
  for (const stream of [ofAdmin, ofSupervisor, ofWang])
    expect(await stream?.next(statusHeardOf(wangId, 'BUSY'), 1000)).toBeTruthy();
  await admin.execute(SetStatusDocument, { input: { status: 'BUSY' } });
  await ofAdmin?.next(statusHeardOf(adminId, 'BUSY'), 1000);
  await sleep(200);
  for (const stream of [ofSupervisor, ofWang])
    expect(stream?.events.find((event) => statusHeardOf(adminId, 'BUSY')(event))).toBeUndefined();
  await Promise.all([admin, supervisor, wang].map((client) => client.close()));
});

test('OFFLINE cannot be chosen, and a visitor or a stranger has nothing to choose or to follow', async () => {
  const lin = await signInAs(server.url, 'lin');
  const { setStatus } = await lin.execute(SetStatusDocument, { input: { status: 'OFFLINE' } });
  expect(expectAnswer(setStatus, 'InvalidInputError').violations).toMatchObject([
    { field: 'status', rule: 'MALFORMED' },
  ]);
  const stranger = new GraphqlClient(server.url, { origin: server.url });
  const refused = await stranger.execute(SetStatusDocument, { input: { status: 'BUSY' } });
  expect(refused.setStatus.__typename).toBe('NotSignedInError');
  const ended = await stranger.subscribe(ColleagueEventsDocument, {}).ended;
  expect(JSON.stringify(ended)).toContain('NOT_SIGNED_IN');
  await Promise.all([lin.close(), stranger.close()]);
});

test('settings are read by agents, changed by who may, and reach the limits of every client', async () => {
  const [admin, lin] = [await signInAs(server.url, 'admin'), await signInAs(elsewhere, 'lin')];
  const input = { overdueSeconds: 45 };
  const refused = await lin.execute(UpdateSettingsDocument, { input });
  expect(refused.updateSettings.__typename).toBe('NotAllowedError');
  expect((await lin.execute(SettingsDocument)).settings).toMatchObject({
    agentGraceSeconds: 60,
    overdueSeconds: 60,
    timeZone: 'Asia/Shanghai',
  });
  const { updateSettings } = await admin.execute(UpdateSettingsDocument, { input });
  expect(expectAnswer(updateSettings, 'Settings').overdueSeconds).toBe(45);
  await sleep(200);
  const visitor = new GraphqlClient(elsewhere, { origin: elsewhere });
  expect((await visitor.execute(LimitsDocument)).limits.overdueSeconds).toBe(45);
  const { updateSettings: wrong } = await admin.execute(UpdateSettingsDocument, {
    input: { timeZone: 'Nowhere' },
  });
  expect(expectAnswer(wrong, 'InvalidInputError').violations).toMatchObject([
    { field: 'timeZone', rule: 'MALFORMED' },
  ]);
});

/** Opens a socket of a client's agent that, like a closed lid, never answers a ping. @returns how long it took to be closed */
async function closeLid(client: GraphqlClient): Promise<number> {
  const headers = { cookie: client.cookies.header, origin: client.url };
  const url = `${client.url.replace('http', 'ws')}/graphql`;
  const socket = new WebSocket(url, 'graphql-transport-ws', { headers, autoPong: false });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await once(socket, 'message');
  const since = Date.now();
  await once(socket, 'close');
  return Date.now() - since;
}

describe.concurrent('when the connection is gone', () => {
  test('for longer than the grace period the agent is OFFLINE, and with it again what was chosen', async () => {
    const [admin, wang] = [await signInAs(server.url, 'admin'), await signInAs(elsewhere, 'wang')];
    await admin.execute(UpdateSettingsDocument, { input: { agentGraceSeconds: 10 } });
    const stream = await follow(admin);
    const wangId = await idOf(wang);
    const otherTab = new GraphqlClient(elsewhere, { origin: elsewhere });
    otherTab.cookies.take([wang.cookies.header]);
    await Promise.all([wang, otherTab].map(follow));
    await wang.execute(SetStatusDocument, { input: { status: 'BUSY' } });
    await wang.close();
    await sleep(500);
    const closedAt = Date.now();
    await otherTab.close();
    await stream.next(statusHeardOf(wangId, 'OFFLINE'), 15_000);
    expect(Date.now() - closedAt).toBeGreaterThan(9_900);
    await follow(wang);
    expect(await stream.next(statusHeardOf(wangId, 'BUSY'), 1000)).toBeTruthy();
    await Promise.all([admin.close(), wang.close()]);
  }, 30_000);

  test('without a word, as with a closed lid, that is noticed within 30 seconds', async () => {
    const lin = await signInAs(elsewhere, 'lin');
    expect(await closeLid(lin)).toBeLessThan(31_000);
    const { currentAgent } = await lin.execute(CurrentStatusDocument);
    expect(currentAgent?.status).toBe('ONLINE');
  }, 40_000);
});
