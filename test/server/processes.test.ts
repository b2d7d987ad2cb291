import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  SendMessageDocument,
  SessionEventsDocument,
  SessionListEventsDocument,
  SignOutEverywhereDocument,
  type SessionEventsSubscription,
} from '../support/gql/generated.ts';
import type { EventStream } from '../support/eventStream.ts';
import type { GraphqlClient } from '../support/graphqlClient.ts';
import { enterAsVisitor, expectAnswer, signInAs } from '../support/people.ts';
import { runToEnd } from '../support/runToEnd.ts';
import { type Server, startServer } from '../support/server.ts';
import { unreliableNetwork, type UnreliableNetwork } from '../support/unreliableNetwork.ts';

test('a wrong configuration is refused by naming the variable', async () => {
  const { code, output } = await runToEnd(['api/main.ts'], {
    PORT: 'eighty',
    DATABASE_URL: 'mysql://localhost/x',
  });
  expect(code).toBe(1);
  expect(output).toContain('PORT');
  expect(output).toContain('DATABASE_URL');
});

if (process.env.DATABASE_URL && process.env.REDIS_URL) {
  describe('two processes are one service', () => {
    let one: Server;
    let two: Server;
    beforeAll(async () => {
      one = await startServer();
      two = await startServer({ beside: one });
    });
    afterAll(async () => {
      await two.dispose();
      await one.dispose();
    });

    test('a visitor at one process and an agent at the other talk', async () => {
      const { client: visitor, entry } = await enterAsVisitor(one.url);
      const agent = await signInAs(two.url, 'lin');
      const variables = { sessionId: entry.session.id, after: 0 };
      const streams = [visitor, agent].map((who) => who.subscribe(SessionEventsDocument, variables));
      await Promise.all(streams.map((stream) => stream.next(() => true)));
      const say = (from: GraphqlClient, text: string) =>
        from.execute(SendMessageDocument, { input: { sessionId: entry.session.id, clientId: text, text } });
      for (let turn = 0; turn < 10; turn++) await say(turn % 2 ? agent : visitor, `turn ${turn}`);
      for (const stream of streams) {
        for (let turn = 0; turn < 10; turn++) {
          const text = await stream.next(
            ({ sessionEvents: event }) => event.__typename === 'MessageSent' && event.message.text,
          );
          expect(text).toBe(`turn ${turn}`);
        }
      }
      await Promise.all([visitor.close(), agent.close()]);
    });

    test('signing out everywhere at one process closes the sockets at the other', async () => {
      const here = await signInAs(one.url, 'wang');
      const there = await signInAs(two.url, 'wang');
      const stream = there.subscribe(SessionListEventsDocument, {});
      await stream.next(() => true);
      await here.execute(SignOutEverywhereDocument);
      expect(await there.closed).toMatchObject({ code: 4403 });
    });
  });
} else {
  test('a second process on the same data folder is refused, and told by whom it is held and what to do', async () => {
    const server = await startServer();
    const { code, output } = await runToEnd(['api/main.ts'], server.place.variables);
    expect(code).toBe(1);
    expect(output).toContain(server.place.variables.DATA_DIR);
    expect(output).toContain('DATABASE_URL');
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    await server.dispose();
  });
}

/** What a reader has of the talk, in the order in which it came. */
const textsOf = ({ events }: EventStream<SessionEventsSubscription>) =>
  events.flatMap(({ sessionEvents: event }) =>
    event.__typename === 'MessageSent' ? [event.message.text] : [],
  );

const { REDIS_URL: redisUrl } = process.env;
if (process.env.DATABASE_URL && redisUrl) {
  describe('while Redis is away', () => {
    let network: UnreliableNetwork;
    let one: Server;
    let two: Server;
    beforeAll(async () => {
      network = await unreliableNetwork(redisUrl);
      const { port } = new URL(network.url);
      const address = new URL(redisUrl);
      [address.hostname, address.port] = ['127.0.0.1', port];
      const environment = { REDIS_URL: address.href };
      one = await startServer({ environment });
      two = await startServer({ environment, beside: one });
    });
    afterEach(() => network.restore());
    afterAll(async () => {
      await two.dispose();
      await one.dispose();
      await network.close();
    });

    test.for([
      { way: 'refuses connections', leave: () => network.cut(), backWithinMs: 5_000 },
      // Until the connection that was tried last is given up.
      { way: 'swallows what is sent', leave: () => network.stall(), backWithinMs: 8_000 },
    ])(
      'while Redis $way, sending goes on, readers of the same process hear at once, and all others hear of everything once it is back',
      { timeout: 90_000 },
      async ({ leave, backWithinMs }) => {
        const { client: visitor, entry } = await enterAsVisitor(one.url);
        const near = await signInAs(one.url, 'lin');
        const far = await signInAs(two.url, 'lin');
        const { id: sessionId } = entry.session;
        const [atOnce, later] = [near, far].map((client) =>
          client.subscribe(SessionEventsDocument, { sessionId, after: 0 }),
        );
        if (!atOnce || !later) throw new Error('There are two.');
        const say = async (text: string) => {
          const input = { sessionId, clientId: text, text };
          expectAnswer((await visitor.execute(SendMessageDocument, { input })).sendMessage, 'Message');
        };
        await say('before');
        await expect.poll(() => textsOf(later), { timeout: 10_000 }).toEqual(['before']);

        leave();
        const said = ['before'];
        for (let n = 1; n <= 30; n++) {
          const start = performance.now();
          said.push(`away ${n}`);
          await say(`away ${n}`);
          await expect.poll(() => textsOf(atOnce), { timeout: 1_000, interval: 5 }).toEqual(said);
          expect(performance.now() - start, 'nobody waits for Redis').toBeLessThan(1_000);
          await sleep(400);
        }
        expect(textsOf(later)).toEqual(['before']);

        network.restore();
        await expect.poll(() => textsOf(later), { timeout: backWithinMs, interval: 20 }).toEqual(said);
        await say('after');
        said.push('after');
        for (const stream of [atOnce, later])
          await expect.poll(() => textsOf(stream), { timeout: 5_000 }).toEqual(said);
        await near.close();
        await far.close();
      },
    );
  });
}
