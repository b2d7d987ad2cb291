import { randomUUID } from 'node:crypto';
import net from 'node:net';
import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { createLocalPubsub, type Pubsub } from '../../api/core/pubsub.ts';
import { createRedisPubsub } from '../../api/core/redisPubsub.ts';

const log = pino({ level: 'silent' });
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

/** Listens and keeps what it hears. */
async function hear(pubsub: Pubsub, ...topics: string[]) {
  const heard: unknown[] = [];
  const end = await pubsub.subscribe(topics, {
    onEvent: (event) => heard.push(event),
    onGap: () => heard.push('gap'),
  });
  return { heard, end };
}

const until = async (condition: () => boolean) => {
  const deadline = Date.now() + 5000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('it did not come');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

test('who listens hears the events of the topic, in order, until the end', async () => {
  const pubsub = createLocalPubsub();
  const { heard, end } = await hear(pubsub, 'a', 'b');
  pubsub.publish([
    { topic: 'a', event: { n: 1 } },
    { topic: 'c', event: { n: 2 } },
    { topic: 'b', event: { n: 3 } },
  ]);
  end();
  pubsub.publish([{ topic: 'a', event: { n: 4 } }]);
  expect(heard).toEqual([{ n: 1 }, { n: 3 }]);
});

const redisUrl = process.env.REDIS_URL;
if (redisUrl)
  describe('with Redis', () => {
    const connect = (url = redisUrl ?? '') => {
      const pubsub = createRedisPubsub(url, 'test', log);
      open.push(pubsub);
      return pubsub;
    };
    /** Resolves when the connection stands. */
    const ready = async (pubsub: Pubsub) => {
      while (
        !(await pubsub.ping().then(
          () => true,
          () => false,
        ))
      ) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };

    test('two processes hear each other once, with moments as moments, and the own event at once', async () => {
      const [one, two] = [connect(), connect()];
      await Promise.all([ready(one), ready(two)]);
      const topic = randomUUID();
      const [atOne, atTwo] = [await hear(one, topic), await hear(two, topic)];
      const event = { type: 'Tested', sentAt: new Date(), text: '2026-11-22T08:00:00.000Z', none: null };
      one.publish([{ topic, event }]);
      expect(atOne.heard.filter((what) => what !== 'gap')).toEqual([event]);
      await until(() => (atTwo.heard.includes('gap') ? atTwo.heard.length === 2 : atTwo.heard.length === 1));
      expect(atTwo.heard.filter((what) => what !== 'gap')).toEqual([event]);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(atOne.heard.filter((what) => what !== 'gap')).toHaveLength(1);
    });

    test('a second listener of a topic in one process hears too, and goes on when the first has gone', async () => {
      const [one, two] = [connect(), connect()];
      await Promise.all([ready(one), ready(two)]);
      const topic = randomUUID();
      const [first, second] = await Promise.all([hear(two, topic), hear(two, topic)]);
      first.end();
      one.publish([{ topic, event: { n: 1 } }]);
      await until(() => second.heard.some((what) => what !== 'gap'));
      expect(first.heard.filter((what) => what !== 'gap')).toEqual([]);
    });

    test('while Redis is away local listeners hear, nobody waits, and all are told of the gap once it is back', async () => {
      const { hostname, port } = new URL(redisUrl ?? '');
      const sockets = new Set<net.Socket>();
      let isOpen = true;
      const proxy = net.createServer((socket) => {
        if (!isOpen) return void socket.destroy();
        const upstream = net.connect(Number(port || 6379), hostname);
        for (const end of [socket, upstream]) {
          sockets.add(end);
          end.on('error', () => undefined);
        }
        socket.pipe(upstream).pipe(socket);
      });
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
      open.push({ close: () => new Promise((resolve) => proxy.close(() => resolve())) });
      const pubsub = connect(`redis://127.0.0.1:${(proxy.address() as net.AddressInfo).port}`);
      const other = connect();
      await Promise.all([ready(pubsub), ready(other)]);
      const topic = randomUUID();
      const { heard } = await hear(pubsub, topic);
      const elsewhere = await hear(other, topic);

      isOpen = false;
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => setTimeout(resolve, 50));
      heard.length = elsewhere.heard.length = 0;
      pubsub.publish([{ topic, event: { n: 1 } }]);
      expect(heard).toEqual([{ n: 1 }]);
      const late = await hear(pubsub, randomUUID());
      other.publish([{ topic, event: { lost: true } }]);

      isOpen = true;
      await until(() => heard.includes('gap') && late.heard.includes('gap'));
      // Who was never away hears that there was something, though not what.
      await until(() => elsewhere.heard.includes('gap'));
      other.publish([{ topic, event: { n: 2 } }]);
      await until(() => heard.some((what) => JSON.stringify(what) === '{"n":2}'));
    });
  });
