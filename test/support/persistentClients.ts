import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageDocument, SessionEventsDocument } from '../support/gql/generated.ts';
import { GraphqlClient } from '../support/graphqlClient.ts';
import { expectAnswer } from '../support/people.ts';

/** The same person at each of several processes of one service, as whatever balancer sends them there. */
export function atEach(urls: readonly string[], { authorization, cookies }: GraphqlClient): GraphqlClient[] {
  return urls.map((url) => {
    const client = new GraphqlClient(url, { origin: url, ...(authorization && { authorization }) });
    client.cookies.take(cookies.all.map(({ name, value }) => `${name}=${value}`));
    return client;
  });
}

/** What one visitor's outbox does: one message after the other, each until it is acknowledged, by whichever client answers. */
export class PersistentVisitor {
  readonly acknowledged: { clientId: string; seq: number }[] = [];
  retries = 0;
  readonly clients: readonly GraphqlClient[];
  readonly sessionId: string;
  #attempts = 0;

  constructor(clients: readonly GraphqlClient[], sessionId: string) {
    this.clients = clients;
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
      const client = this.clients[this.#attempts++ % this.clients.length];
      try {
        const answer = await client?.execute(SendMessageDocument, { input });
        if (answer) return expectAnswer(answer.sendMessage, 'Message').seq;
      } catch {
        this.retries++;
        await sleep(100);
      }
    }
  }
}

/** Follows a session through every cut, by one client after the other, and keeps the numbers that came. */
export async function followThroughCuts(
  clients: readonly GraphqlClient[],
  sessionId: string,
  until: number,
): Promise<number[]> {
  const seqs: number[] = [];
  for (let attempt = 0; seqs.length < until; attempt++) {
    const client = clients[attempt % clients.length];
    if (!client) break;
    const stream = client.subscribe(SessionEventsDocument, { sessionId, after: seqs.at(-1) ?? 0 });
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
