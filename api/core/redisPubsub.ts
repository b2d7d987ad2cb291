import { randomUUID } from 'node:crypto';
import type { Log } from './log.ts';
import { reviveMoment } from './moments.ts';
import { openRedis, redisTrouble } from './openRedis.ts';
import { LocalListeners, reachTopic, type Publication, type Pubsub, type ReachChanged } from './pubsub.ts';

/** When Redis is back, it is found after this at the latest. */
const longestPauseMs = 1_000;

/**
 * Publish and subscribe among processes that share a prefix: all of them hear one channel, and each tells those who listen to
 * the topic. Local listeners are told directly and never wait for Redis; a message that comes back from Redis to the process
 * that sent it is dropped unread. When the connection to Redis was gone, every listener is told of the gap once it is back,
 * here and, if something was not published meanwhile, in the other processes.
 */
export function createRedisPubsub(url: string, prefix: string, log: Log): Pubsub {
  const channel = `${prefix}:events`;
  const processId = randomUUID();
  const listeners = new LocalListeners();
  const options = {
    autoResubscribe: false,
    retryStrategy: (times: number) => Math.min(times * 100, longestPauseMs),
  } as const;
  const sender = openRedis(url, options);
  const receiver = openRedis(url, options);
  // What this process could not tell the others, they are told of as a gap once it can.
  let hasMissed = false;
  let wasReady = false;

  for (const [name, connection] of Object.entries({ sender, receiver })) {
    connection.on('error', (error: Error) =>
      log.warn({ error: error.message, connection: name }, redisTrouble(error)),
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

  // What is published in one turn of the event loop leaves together.
  let leaving: string[] = [];
  function leave(): void {
    const message = [processId, ...leaving].join('\n');
    leaving = [];
    sender.publish(channel, message).catch((error: unknown) => {
      hasMissed = true;
      // That the connection was lost is logged once, and not for each event.
      if (sender.status === 'ready') log.warn({ error, channel }, 'events did not reach Redis');
    });
  }
  function publishSoon(line: string): void {
    if (leaving.push(line) === 1) setImmediate(leave);
  }
  sender.on('ready', () => {
    if (!hasMissed) return;
    hasMissed = false;
    publishSoon(gapLine);
  });
  receiver.on('ready', () => {
    const again = wasReady;
    wasReady = true;
    receiver.subscribe(channel).then(
      () => {
        // Before the first connection, listeners were told of no gap: they may have missed events all the same.
        listeners.tellGap();
        if (again) log.info('Redis is reachable again');
      },
      (error: unknown) => log.warn({ error }, 'Redis refused the subscription'),
    );
  });
  receiver.on('message', (_channel: string, message: string) => {
    if (message.startsWith(processId)) return;
    for (const line of message.split('\n').slice(1)) {
      if (line === gapLine) listeners.tellGap();
      else hear(line, listeners);
    }
  });

  return {
    publish(publications) {
      for (const { topic, event } of publications) listeners.tell(topic, event);
      if (sender.status !== 'ready') hasMissed = true;
      else for (const line of linesOf(publications)) publishSoon(line);
    },
    // Whoever comes before the channel is heard is told of a gap once it is.
    subscribe(topics, listener) {
      for (const topic of topics) listeners.add(topic, listener);
      return Promise.resolve(() => {
        for (const topic of topics) listeners.remove(topic, listener);
      });
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

const gapLine = 'gap';

/** A line for each event: the topics that it is told on, each followed by a space, and the event as JSON, which has no line breaks. */
function linesOf(publications: readonly Publication[]): string[] {
  const topicsOf = new Map<object, string>();
  for (const { topic, event } of publications) topicsOf.set(event, `${topicsOf.get(event) ?? ''}${topic} `);
  return [...topicsOf].map(([event, topics]) => topics + JSON.stringify(event));
}

/** Tells who listens here; what nobody listens to is not even read. */
function hear(line: string, listeners: LocalListeners): void {
  const begin = line.indexOf('{');
  const topics = line
    .slice(0, begin)
    .split(' ')
    .filter((topic) => listeners.has(topic));
  if (topics.length === 0) return;
  const event = JSON.parse(line.slice(begin), reviveMoment) as object;
  for (const topic of topics) listeners.tell(topic, event);
}
