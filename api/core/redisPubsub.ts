import { randomUUID } from 'node:crypto';
import type { Log } from './log.ts';
import { openRedis } from './openRedis.ts';
import { LocalListeners, reachTopic, type Pubsub, type ReachChanged } from './pubsub.ts';

/** How long a new listener waits for Redis to confirm before it goes on with a gap announced for later. */
const confirmationTimeoutMs = 1000;
/** When Redis is back, it is found after this at the latest. */
const longestPauseMs = 1_000;

/**
 * Publish and subscribe among processes that share a prefix. Local listeners are told directly and never wait for Redis; a message that
 * comes back from Redis to the process that sent it is dropped. When the connection to Redis was gone, every listener
 * is told of the gap once it is back, here and, if something was not published meanwhile, in the other processes.
 */
export function createRedisPubsub(url: string, prefix: string, log: Log): Pubsub {
  const channelOf = (topic: string) => `${prefix}:${topic}`;
  const processId = randomUUID();
  const listeners = new LocalListeners();
  const options = {
    enableAutoPipelining: true,
    autoResubscribe: false,
    retryStrategy: (times: number) => Math.min(times * 100, longestPauseMs),
  } as const;
  const sender = openRedis(url, options);
  const receiver = openRedis(url, options);
  // What this process could not tell the others, they are told of as a gap once it can.
  const gapChannel = channelOf('gap');
  let hasMissed = false;
  let wasReady = false;

  for (const [name, connection] of Object.entries({ sender, receiver })) {
    connection.on('error', (error: Error) =>
      log.warn({ error: error.message, connection: name }, 'Redis is not reachable'),
    );
  }
  const reachesOthers = () => sender.status === 'ready' && receiver.status === 'ready';
  let didReach = false;
  function tellReach(): void {
    if (reachesOthers() === didReach) return;
    didReach = !didReach;
    listeners.tell(reachTopic, { type: 'ReachChanged', reachesOthers: didReach } satisfies ReachChanged);
  }
  for (const connection of [sender, receiver]) {
    connection.on('ready', tellReach);
    // The status is the new one only behind the event.
    connection.on('close', () => setImmediate(tellReach));
  }
  function publishTo(channel: string, message: object): void {
    sender.publish(channel, JSON.stringify({ from: processId, ...message })).catch((error: unknown) => {
      hasMissed = true;
      // That the connection was lost is logged once, and not for each event.
      if (sender.status === 'ready') log.warn({ error, channel }, 'an event did not reach Redis');
    });
  }
  sender.on('ready', () => {
    if (!hasMissed) return;
    hasMissed = false;
    publishTo(gapChannel, {});
  });
  receiver.on('ready', () => {
    const topics = listeners.topics();
    const again = wasReady;
    wasReady = true;
    const confirmed = receiver.subscribe(gapChannel, ...topics.map(channelOf));
    // Before the first connection, listeners were told of no gap: they may have missed events all the same.
    confirmed.then(
      () => {
        listeners.tellGap(topics);
        if (again) log.info('Redis is reachable again');
      },
      (error: unknown) => log.warn({ error }, 'Redis refused subscriptions'),
    );
  });
  receiver.on('message', (channel: string, payload: string) => {
    const { from, event } = JSON.parse(payload, reviveDates) as { from: string; event: object };
    if (from === processId) return;
    if (channel === gapChannel) listeners.tellGap();
    else listeners.tell(channel.slice(prefix.length + 1), event);
  });

  // By topic: resolves once Redis has confirmed. A second listener of a topic waits for the same confirmation.
  const confirmations = new Map<string, Promise<boolean>>();

  function confirm(topics: string[]): void {
    // While Redis is away there is nobody to wait for: 'ready' subscribes and announces the gap.
    if (receiver.status !== 'ready' || topics.length === 0) return;
    const confirmed = receiver.subscribe(...topics.map(channelOf)).then(
      () => true,
      () => false,
    );
    for (const topic of topics) confirmations.set(topic, confirmed);
  }

  async function confirmed(topics: readonly string[]): Promise<void> {
    const pending = Promise.all(topics.flatMap((topic) => confirmations.get(topic) ?? []));
    const inTime = await Promise.race([pending.then(() => true), later(confirmationTimeoutMs)]);
    if (!inTime) void pending.then(() => listeners.tellGap(topics));
  }

  return {
    publish(publications) {
      for (const { topic, event } of publications) {
        listeners.tell(topic, event);
        if (sender.status === 'ready') publishTo(channelOf(topic), { event });
        else hasMissed = true;
      }
    },
    async subscribe(topics, listener) {
      const added = topics.filter((topic) => !listeners.has(topic));
      for (const topic of topics) listeners.add(topic, listener);
      confirm(added);
      await confirmed(topics);
      return () => {
        for (const topic of topics) listeners.remove(topic, listener);
        const left = topics.filter((topic) => !listeners.has(topic));
        for (const topic of left) confirmations.delete(topic);
        if (left.length > 0 && receiver.status === 'ready') {
          receiver.unsubscribe(...left.map(channelOf)).catch(() => undefined);
        }
      };
    },
    get reachesOthers() {
      return reachesOthers();
    },
    async ping() {
      await sender.ping();
    },
    close() {
      sender.disconnect();
      receiver.disconnect();
      return Promise.resolve();
    },
  };
}

/** By our names, and only by them, a field that ends in At, Since or Until is a moment. */
function reviveDates(key: string, value: unknown): unknown {
  return typeof value === 'string' && /(?:At|Since|Until)$/.test(key) ? new Date(value) : value;
}

function later(milliseconds: number): Promise<false> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds, false).unref();
  });
}
