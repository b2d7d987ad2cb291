import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FindSessionDocument, SendMessageDocument, SessionEventsDocument } from '../support/gql/generated.ts';
import { GraphqlClient } from '../support/graphqlClient.ts';
import { enterAsVisitor, expectAnswer, signInAs } from '../support/people.ts';
import { type Server, startServer } from '../support/server.ts';

const visitorCount = 50;
const messagesEach = 12;

let server: Server;
beforeAll(async () => {
  server = await startServer({ environment: { ENTRIES_PER_MINUTE: '1000' } });
});
afterAll(() => server.dispose());

/** What one visitor's outbox does: one message after the other, each until it is acknowledged. */
class PersistentVisitor {
  readonly acknowledged: { clientId: string; seq: number }[] = [];
  retries = 0;
  readonly client: GraphqlClient;
  readonly sessionId: string;

  constructor(client: GraphqlClient, sessionId: string) {
    this.client = client;
    this.sessionId = sessionId;
  }

  async write(count: number): Promise<void> {
    for (let index = 0; index < count; index++) {
      const clientId = randomUUID();
      this.acknowledged.push({ clientId, seq: await this.#untilAcknowledged(clientId, `message ${index}`) });
    }
  }

  async #untilAcknowledged(clientId: string, text: string): Promise<number> {
    const input = { sessionId: this.sessionId, clientId, text };
    for (;;) {
      try {
        const { sendMessage } = await this.client.execute(SendMessageDocument, { input });
        return expectAnswer(sendMessage, 'Message').seq;
      } catch {
        this.retries++;
        await sleep(100);
      }
    }
  }
}

/** Follows a session through every cut, and keeps the numbers that came. */
async function followThroughCuts(client: GraphqlClient, sessionId: string, until: number): Promise<number[]> {
  const seqs: number[] = [];
  while (seqs.length < until) {
    const after = seqs.at(-1) ?? 0;
    const stream = client.subscribe(SessionEventsDocument, { sessionId, after });
    const isOver = stream.ended.then(() => true);
    let seen = 0;
    while (seqs.length < until) {
      for (; seen < stream.events.length; seen++) {
        const event = stream.events[seen]?.sessionEvents;
        if (event?.__typename === 'MessageSent') seqs.push(event.message.seq);
      }
      if (await Promise.race([isOver, sleep(20)])) break;
    }
    stream.stop();
    await client.close();
  }
  return seqs;
}

test('after SIGKILL while 50 visitors write, every message is there once and in order, for the database and for readers', async () => {
  const visitors: PersistentVisitor[] = [];
  for (let index = 0; index < visitorCount; index++) {
    const { client, entry } = await enterAsVisitor(server.url);
    visitors.push(new PersistentVisitor(client, entry.session.id));
  }
  const agent = await signInAs(server.url, 'admin');
  const readers = visitors.slice(0, 5).map(({ sessionId }) => {
    const reader = new GraphqlClient(server.url, { origin: server.url });
    reader.cookies.take([agent.cookies.header]);
    return followThroughCuts(reader, sessionId, messagesEach);
  });

  const writing = Promise.all(visitors.map((visitor) => visitor.write(messagesEach)));
  const acknowledged = () => visitors.reduce((sum, visitor) => sum + visitor.acknowledged.length, 0);
  for (const kills of [1, 2]) {
    while (acknowledged() < (visitorCount * messagesEach * kills) / 4) await sleep(5);
    await server.kill();
    await sleep(200);
    await server.start();
  }
  await writing;

  expect(visitors.reduce((sum, { retries }) => sum + retries, 0)).toBeGreaterThan(0);
  for (const visitor of visitors) {
    const { session } = await agent.execute(FindSessionDocument, { id: visitor.sessionId, first: 200 });
    const rows = expectAnswer(session, 'Session').messages.edges.map(({ node }) => node);
    expect(rows.map(({ clientId, seq }) => ({ clientId, seq }))).toEqual(visitor.acknowledged);
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: messagesEach }, (_, index) => index + 1));
  }
  for (const seqs of await Promise.all(readers)) {
    expect(seqs).toEqual(Array.from({ length: messagesEach }, (_, index) => index + 1));
  }
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
