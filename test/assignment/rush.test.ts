import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, type Database } from '../../api/core/database.ts';
import {
  ColleagueEventsDocument,
  CreateAgentDocument,
  EndSessionDocument,
  EnterInCrowdDocument,
  ListQueueDocument,
  StaffPlacesDocument,
  UpdateAgentDocument,
  type ListQueueQuery,
} from '../support/gql/generated.ts';
import { GraphqlClient } from '../support/graphqlClient.ts';
import { expectAnswer, signInAs } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';

const databaseUrl = process.env.REDIS_URL && process.env.DATABASE_URL;
/** Two processes on a server bear more than one with an embedded database; `ROUNDS=20` for more of it. */
const scale = {
  rounds: Number(process.env.ROUNDS ?? 3),
  ...(databaseUrl ? { visitors: 200, capacity: 20 } : { visitors: 60, capacity: 6 }),
};
const agentsCount = 5;
const places = agentsCount * scale.capacity;

let servers: Server[] = [];
let admin: GraphqlClient;
let agents: GraphqlClient[] = [];
let database: Database | undefined;
beforeAll(async () => {
  const environment = { ENTRIES_PER_MINUTE: '1000000' };
  const one = await startServer({ environment });
  servers = [one];
  if (databaseUrl) {
    servers.push(await startServer({ environment, beside: one }));
    database = await openDatabase({ databaseUrl: one.place.variables.DATABASE_URL, dataDir: 'memory://' });
  }
  admin = await signInAs(one.url, 'admin');
  agents = await hireAgents();
});
afterAll(async () => {
  await Promise.all([admin, ...agents].map((client) => client.close()));
  await database?.close();
  for (const server of servers.toReversed()) await server.dispose();
});

/** Agents who answer the demo site, each with a tab open at one of the processes. */
async function hireAgents(): Promise<GraphqlClient[]> {
  const { departments, roles } = await admin.execute(StaffPlacesDocument);
  const departmentId = departments.find(({ name }) => name === '网络咨询部')?.id ?? '';
  const roleId = roles.find(({ name }) => name === '客服')?.id ?? '';
  const hired = [];
  for (let number = 1; number <= agentsCount; number++) {
    const login = `agent${number}`;
    const password = `rush-hour-${number}`;
    const input = { login, password, displayName: login, departmentId, roleId };
    const { createAgent } = await admin.execute(CreateAgentDocument, { input });
    const { id: agentId } = expectAnswer(createAgent, 'Agent');
    await admin.execute(UpdateAgentDocument, { input: { agentId, capacity: scale.capacity } });
    const client = await signInAs(urlOf(number), login, password);
    const stream = client.subscribe(ColleagueEventsDocument, {});
    await stream.next(({ colleagueEvents }) => colleagueEvents.__typename === 'StreamStarted');
    hired.push(client);
  }
  return hired;
}

async function enter(number: number): Promise<void> {
  const url = urlOf(number);
  const client = new GraphqlClient(url, { origin: url });
  const input = { siteKey: 'demo', pageUrl: `${url}/demo` };
  expectAnswer((await client.execute(EnterInCrowdDocument, { input })).enterSite, 'SiteEntry');
}

const urlOf = (number: number) => servers[number % servers.length]?.url ?? '';

type Entry = ListQueueQuery['sessions']['edges'][number]['node'];

/** All live sessions, in order of arrival. */
async function liveSessions(): Promise<Entry[]> {
  const all: Entry[] = [];
  for (let after: string | null = null; ;) {
    const { sessions }: ListQueueQuery = await admin.execute(ListQueueDocument, { after });
    all.push(...sessions.edges.map(({ node }) => node));
    after = sessions.pageInfo.endCursor;
    if (!sessions.pageInfo.hasNextPage) break;
  }
  return all.toSorted((a, b) =>
    a.startedAt < b.startedAt || (a.startedAt === b.startedAt && a.id < b.id) ? -1 : 1,
  );
}

async function end(sessions: readonly Entry[]): Promise<void> {
  for (const { id } of sessions) {
    const { endSession } = await admin.execute(EndSessionDocument, { input: { sessionId: id } });
    expectAnswer(endSession, 'Session');
  }
}

/** Before the next round. Where there is a server, without the product: it is not what is measured. */
async function clearUp(): Promise<void> {
  const cleared = database?.query(
    'UPDATE "Session" SET "endedAt" = now(), "queuedAt" = NULL WHERE "endedAt" IS NULL',
    [],
  );
  if (cleared) await cleared;
  // The last ones first: so nobody moves up.
  else await end((await liveSessions()).toReversed());
}

const waiting = (sessions: readonly Entry[]) => sessions.filter(({ reach }) => reach === 'QUEUED');

test('of a crowd that comes at the same instant each agent gets as many as the capacity, and the others queue in order of arrival', async () => {
  // On a machine that has other work there are fewer rounds.
  const deadline = Date.now() + 140_000;
  for (let round = 0; round < scale.rounds && Date.now() < deadline; round++) {
    await Promise.all(Array.from({ length: scale.visitors }, (_, number) => enter(number)));

    const live = await liveSessions();
    expect(live).toHaveLength(scale.visitors);
    const loads = Object.values(Object.groupBy(live, ({ ownerId }) => ownerId ?? 'nobody'));
    const served = live.filter(({ reach }) => reach === 'ANSWERED');
    const numbers = Array.from({ length: scale.visitors - places }, (_, index) => index + 1);
    expect(loads.map((all) => all?.length).toSorted()).toEqual(
      [...Array.from({ length: agentsCount }, () => scale.capacity), numbers.length].toSorted(),
    );
    expect(served.map(({ id }) => id)).toEqual(live.slice(0, places).map(({ id }) => id));
    expect(waiting(live).map(({ queuePosition }) => queuePosition)).toEqual(numbers);

    await end(served.slice(0, 10));
    const after = await liveSessions();
    const movedUp = new Set(live.slice(0, places + 10).map(({ id }) => id));
    expect(after.filter(({ reach }) => reach === 'ANSWERED').every(({ id }) => movedUp.has(id))).toBe(true);
    expect(waiting(after).map(({ id }) => id)).toEqual(live.slice(places + 10).map(({ id }) => id));
    expect(waiting(after).map(({ queuePosition }) => queuePosition)).toEqual(numbers.slice(0, -10));
    await clearUp();
  }
}, 240_000);
