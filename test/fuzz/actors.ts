import { Permission } from '../../prisma/generated/client/enums.ts';
import { MakeApiTokenDocument } from '../support/gql/generated.ts';
import { GraphqlClient } from '../support/graphqlClient.ts';
import { enterAsVisitor, expectAnswer, signInAs } from '../support/people.ts';
import { rawSocket } from '../support/rawSocket.ts';
import type { Operation } from './mangling.ts';

/** How each of those who ask comes in. */
const entrances: Record<string, (url: string) => Promise<GraphqlClient>> = {
  stranger: (url) => Promise.resolve(new GraphqlClient(url)),
  visitor: async (url) => (await enterAsVisitor(url)).client,
  agent: (url) => signInAs(url, 'lin'),
  supervisor: (url) => signInAs(url, 'supervisor'),
  admin: (url) => signInAs(url, 'admin'),
  async token(url) {
    const admin = await signInAs(url, 'admin');
    const input = { name: 'fuzz', scopes: Object.values(Permission) };
    const { createApiToken } = await admin.execute(MakeApiTokenDocument, { input });
    const { secret } = expectAnswer(createApiToken, 'CreatedApiToken');
    return new GraphqlClient(url, { authorization: `Bearer ${secret}` });
  },
};

export const actorNames = Object.keys(entrances);

/** So long is listened to a stream, at most. */
const listeningMs = 60;
/** An answer that takes longer has been forgotten. */
const patienceMs = 20_000;

export type Transport = 'http' | 'sse' | 'socket';
type RawSocket = Awaited<ReturnType<typeof rawSocket>>;

/** Somebody who asks, by any transport. */
export class Actor {
  readonly name: string;
  readonly #url: string;
  #client: GraphqlClient | undefined;
  #socket: RawSocket | undefined;
  #lastId = 0;

  constructor(name: string, url: string) {
    this.name = name;
    this.#url = url;
  }

  /** @returns what came as the answer, all of it as text, and the status where there is one */
  async ask(operation: Operation, transport: Transport): Promise<{ status: number; text: string }> {
    this.#client ??= await entrances[this.name]?.(this.#url);
    if (!this.#client) throw new Error(`nobody is called ${this.name}`);
    if (transport === 'socket') return { status: 200, text: await this.#askOverSocket(operation) };
    const accept: Record<string, string> = transport === 'sse' ? { accept: 'text/event-stream' } : {};
    const response = await this.#client.post(JSON.stringify(operation), accept);
    if (transport === 'http') return { status: response.status, text: await response.text() };
    return { status: response.status, text: await heardWithin(response, listeningMs) };
  }

  /** Comes in anew at the next question: whoever signed out, was blocked or lost their rights. */
  async leave(): Promise<void> {
    await this.#client?.close();
    this.#socket?.socket.terminate();
    this.#client = undefined;
    this.#socket = undefined;
  }

  async #askOverSocket(operation: Operation): Promise<string> {
    const { say, frames, socket } = await this.#openSocket();
    const id = `${++this.#lastId}`;
    frames.length = 0;
    say({ id, type: 'subscribe', payload: operation });
    const isOver = () => frames.some((frame) => frame.id === id && frame.type !== 'next');
    const mayGoOn = /^\s*subscription/.test(operation.query);
    const deadline = Date.now() + (mayGoOn ? listeningMs : patienceMs);
    while (!isOver() && socket.readyState === socket.OPEN && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 1));
    if (!isOver() && socket.readyState === socket.OPEN) {
      if (!mayGoOn) throw new Error(`no answer to ${JSON.stringify(operation).slice(0, 500)}`);
      say({ id, type: 'complete' });
    }
    return JSON.stringify(frames.map(({ payload }) => payload));
  }

  async #openSocket(): Promise<RawSocket> {
    if (this.#socket?.socket.readyState === 1) return this.#socket;
    const { authorization, cookies } = this.#client as GraphqlClient;
    const opened = await rawSocket(this.#url, { headers: { origin: this.#url, cookie: cookies.header } });
    opened.say({ type: 'connection_init', payload: authorization ? { authorization } : {} });
    await opened.heard('connection_ack');
    return (this.#socket = opened);
  }
}

/** What a stream brings in a time. */
async function heardWithin(response: Response, milliseconds: number): Promise<string> {
  const reader = response.body?.getReader();
  const timer = setTimeout(() => void reader?.cancel(), milliseconds);
  let text = '';
  for (const decoder = new TextDecoder(); ;) {
    const part = await reader?.read();
    if (!part || part.done) break;
    text += decoder.decode(part.value as Uint8Array, { stream: true });
  }
  clearTimeout(timer);
  return text;
}
