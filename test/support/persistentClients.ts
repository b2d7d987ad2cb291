import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStream } from './eventStream.ts';
import { SendMessageDocument, SessionEventsDocument } from './gql/generated.ts';
import { GraphqlClient } from './graphqlClient.ts';
import { expectAnswer } from './people.ts';

/** The same person at each of several processes of one service, as whatever balancer sends them there. */
export function atEach(
  urls: readonly string[],
  { authorization, cookies }: GraphqlClient,
  patienceMs?: number,
): GraphqlClient[] {
  return urls.map((url) => {
    const client = new GraphqlClient(url, {
      origin: url,
      ...(authorization && { authorization }),
      ...(patienceMs && { patienceMs }),
    });
    client.cookies.take(cookies.all.map(({ name, value }) => `${name}=${value}`));
    return client;
  });
}

/** How long to wait before trying again, milliseconds: longer the more often it has failed. */
const pauseMs = (failures: number) => Math.min(50 * 2 ** failures, 1_000);

/** Asks by one client after the other, beginning with a given one, until one of them is answered. */
export async function untilAnswered<T>(
  clients: readonly GraphqlClient[],
  ask: (client: GraphqlClient) => Promise<T>,
  { begin = 0, onRetry = () => undefined }: { begin?: number; onRetry?: () => void } = {},
): Promise<T> {
  for (let attempt = begin; ; attempt++) {
    const client = clients[attempt % clients.length];
    if (!client) throw new Error('There must be a client.');
    try {
      return await ask(client);
    } catch {
      onRetry();
      await sleep(pauseMs(attempt - begin));
    }
  }
}

/** What one visitor's outbox does: one message after the other, each until it is acknowledged, by whichever client answers. */
export class PersistentVisitor {
  readonly acknowledged: { clientId: string; seq: number }[] = [];
  retries = 0;
  readonly clients: readonly GraphqlClient[];
  readonly sessionId: string;

  constructor(clients: readonly GraphqlClient[], sessionId: string) {
    this.clients = clients;
    this.sessionId = sessionId;
  }

  async write(count: number): Promise<void> {
    for (let index = 0; index < count; index++) {
      const clientId = randomUUID();
      const input = { sessionId: this.sessionId, clientId, text: `message ${index}` };
      const seq = await untilAnswered(
        this.clients,
        async (client) =>
          expectAnswer((await client.execute(SendMessageDocument, { input })).sendMessage, 'Message').seq,
        { begin: index, onRetry: () => this.retries++ },
      );
      this.acknowledged.push({ clientId, seq });
    }
  }
}

/** Keeps streams open, by one client after the other: whenever one of them ends, all are opened anew. */
export async function keepOpen(
  clients: readonly GraphqlClient[],
  open: (client: GraphqlClient) => EventStream<unknown>[],
  signal: AbortSignal,
): Promise<void> {
  const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  /** The attempt that brought something last. */
  let lived = 0;
  for (let attempt = 0; !signal.aborted; attempt++) {
    const client = clients[attempt % clients.length];
    if (!client) return;
    const streams = open(client);
    await Promise.race([aborted, ...streams.map(({ ended }) => ended)]);
    if (streams.some(({ events }) => events.length > 0)) lived = attempt;
    for (const stream of streams) stream.stop();
    await client.close();
    if (!signal.aborted) await sleep(pauseMs(attempt - lived));
  }
}

/** Follows a session through every cut, by one client after the other, and keeps the numbers that came. */
export async function followThroughCuts(
  clients: readonly GraphqlClient[],
  sessionId: string,
  until: number,
): Promise<number[]> {
  const seqs: number[] = [];
  const enough = new AbortController();
  const follow = (client: GraphqlClient) => {
    const after = seqs.at(-1) ?? 0;
    return client.subscribe(SessionEventsDocument, { sessionId, after }, ({ sessionEvents: event }) => {
      if (event.__typename === 'MessageSent' && seqs.length < until) seqs.push(event.message.seq);
      if (seqs.length >= until) enough.abort();
    });
  };
  await keepOpen(clients, (client) => [follow(client)], enough.signal);
  return seqs;
}
