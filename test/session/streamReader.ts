import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '../../api/core/actor.ts';
import type { Core } from '../../api/core/core.ts';
import { followSession } from '../../api/session/followSession.ts';

type Stream = Awaited<ReturnType<typeof followSession>>;

/** A client that follows a session, loses its connection and comes back with the last number that it has. */
export class StreamReader {
  /** The numbers of all messages that came, over all connections. */
  readonly seqs: number[] = [];
  readonly actor: Actor;
  readonly #core: Core;
  readonly #sessionId: string;
  #stream: Stream | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(core: Core, actor: Actor, sessionId: string) {
    this.#core = core;
    this.actor = actor;
    this.#sessionId = sessionId;
  }

  async connect(): Promise<void> {
    if (this.#stream) return;
    const after = this.seqs.at(-1) ?? 0;
    this.#stream = await followSession(this.#core, this.actor, { sessionId: this.#sessionId, after });
    this.#running = this.#read(this.#stream);
  }

  /** What was under way is lost: whoever is gone does not take it. */
  async disconnect(): Promise<void> {
    const stream = this.#stream;
    this.#stream = undefined;
    await stream?.return?.();
    await this.#running;
  }

  async #read(stream: Stream): Promise<void> {
    for await (const event of stream) {
      if (stream !== this.#stream) return;
      if (event.type === 'MessageSent') this.seqs.push(event.message.seq);
    }
  }

  /** @throws Error with the numbers that came, when it has none of these in time */
  async untilAt(seq: number): Promise<void> {
    for (const deadline = Date.now() + 5_000; (this.seqs.at(-1) ?? 0) < seq; await sleep(2))
      if (Date.now() > deadline)
        throw new Error(`The reader waits for ${seq} and has ${this.seqs.join(', ')}`);
  }
}
