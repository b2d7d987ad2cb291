import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FindSessionDocument, SendMessageDocument, SessionEventsDocument } from '../support/gql/generated.ts';
import type { GraphqlClient } from '../support/graphqlClient.ts';
import { enterAsVisitor, expectAnswer, signInAs } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';
import { atEach, followThroughCuts, PersistentVisitor } from '../support/persistentClients.ts';

const visitorCount = 50;
const messagesEach = 12;
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

let server: Server;
beforeAll(async () => {
  server = await startServer({ environment: { ENTRIES_PER_MINUTE: '1000' } });
});
afterAll(() => server.dispose());

type Accident = (server: Server) => Promise<void>;

const killAndStart: Accident = async (struck) => {
  await struck.kill();
  await sleep(200);
  await struck.start();
};

/** Has all write, and strikes these in turn meanwhile: one each time that a part of all is acknowledged. */
async function writeThrough(
  accident: Accident,
  visitors: readonly PersistentVisitor[],
  struck: readonly Server[],
  parts: number,
): Promise<void> {
  const writing = Promise.all(visitors.map((visitor) => visitor.write(messagesEach)));
  const acknowledged = () => visitors.reduce((sum, visitor) => sum + visitor.acknowledged.length, 0);
  for (const [index, one] of struck.entries()) {
    while (acknowledged() < (visitors.length * messagesEach * (index + 1)) / parts) await sleep(5);
    await accident(one);
  }
  await writing;
}

/** What was acknowledged is in the database and with the readers, each once and in order; and the kills were felt. */
async function expectAllThereOnce(
  agent: GraphqlClient,
  visitors: readonly PersistentVisitor[],
  readers: readonly Promise<number[]>[],
): Promise<void> {
  expect(visitors.reduce((sum, { retries }) => sum + retries, 0)).toBeGreaterThan(0);
  for (const visitor of visitors) {
    const { session } = await agent.execute(FindSessionDocument, { id: visitor.sessionId, first: 200 });
    const rows = expectAnswer(session, 'Session').messages.edges.map(({ node }) => node);
    expect(rows.map(({ clientId, seq }) => ({ clientId, seq }))).toEqual(visitor.acknowledged);
    expect(rows.map(({ seq }) => seq)).toEqual(upTo(messagesEach));
  }
  for (const seqs of await Promise.all(readers)) expect(seqs).toEqual(upTo(messagesEach));
}

test('after SIGKILL while 50 visitors write, every message is there once and in order, for the database and for readers', async () => {
  const visitors: PersistentVisitor[] = [];
  for (let index = 0; index < visitorCount; index++) {
    const { client, entry } = await enterAsVisitor(server.url);
    visitors.push(new PersistentVisitor([client], entry.session.id));
  }
  const agent = await signInAs(server.url, 'admin');
  const readers = visitors
    .slice(0, 5)
    .map(({ sessionId }) => followThroughCuts(atEach([server.url], agent), sessionId, messagesEach));

  await writeThrough(killAndStart, visitors, [server, server], 4);
  await expectAllThereOnce(agent, visitors, readers);
}, 240_000);

test('a stop by SIGTERM lets sockets connect again, and nothing that was answered is lost', async () => {
  const { client, entry } = await enterAsVisitor(server.url);
  const stream = client.subscribe(SessionEventsDocument, { sessionId: entry.session.id, after: 0 });
  await stream.next(() => true);
  const input = { sessionId: entry.session.id, clientId: randomUUID(), text: 'before the stop' };
  // Whether it was still answered or not: sending it again must find it where it was.
  const sent = client.execute(SendMessageDocument, { input }).then(
    ({ sendMessage }) => expectAnswer(sendMessage, 'Message').seq,
    () => 1,
  );
  expect(await server.stop()).toBe(0);
  expect(await client.closed).toMatchObject({ code: 1012 });
  const first = await sent;
  await server.start();
  const { sendMessage } = await client.execute(SendMessageDocument, { input });
  expect(expectAnswer(sendMessage, 'Message').seq).toBe(first);
});

if (process.env.DATABASE_URL && process.env.REDIS_URL) {
  describe('three processes are one service', () => {
    let servers: Server[] = [];
    beforeAll(async () => {
      const environment = { ENTRIES_PER_MINUTE: '1000' };
      const first = await startServer({ environment });
      servers = [
        first,
        ...(await Promise.all([1, 2].map(() => startServer({ environment, beside: first })))),
      ];
    });
    afterAll(async () => {
      for (const server of servers.toReversed()) await server.dispose();
    });

    test.each<[string, Accident]>([
      ['killed once', killAndStart],
      ['restarted in turn, as for a new version,', (one) => one.restart()],
    ])(
      'each of them is %s while visitors write: nothing is lost, doubled or out of order, for any reader',
      async (_, accident) => {
        const urls = servers.map(({ url }) => url);
        /** All of them, from another one on for each. */
        const urlsFor = (index: number) => urls.map((_, turn) => urls[(index + turn) % urls.length] ?? '');
        const visitors: PersistentVisitor[] = [];
        for (let index = 0; index < 30; index++) {
          const inTurn = urlsFor(index);
          const { client, entry } = await enterAsVisitor(inTurn[0] ?? '');
          visitors.push(new PersistentVisitor(atEach(inTurn, client), entry.session.id));
        }
        const agent = await signInAs(urls[0] ?? '', 'admin');
        const readers = visitors.map(({ sessionId }, index) =>
          followThroughCuts(atEach(urlsFor(index), agent), sessionId, messagesEach),
        );

        await writeThrough(accident, visitors, servers, 5);
        await expectAllThereOnce(agent, visitors, readers);
      },
      240_000,
    );
  });
}
