import { uuidv7 } from 'uuidv7';
import type { VisitorActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { withinTime } from '../core/withinTime.ts';
import { writeVisitorConnections, type VisitorSocket } from './writeVisitorConnections.ts';

/** How long openings and closings are gathered before they are written together, in milliseconds. */
const gatherMs = 200;
const stopTimeoutMs = 5_000;

/**
 * The WebSockets of visitors in this process, and what the database knows of them: who has one is on the site. Sockets
 * never wait for it. What opens and closes within a moment is written together, so that a thousand visitors who connect
 * again cost few statements; who reloads a page is often both in one. What could not be written is written with the next
 * renewal of the process' lease.
 */
export class VisitorPresence {
  readonly #core: Core;
  readonly #open = new Map<string, VisitorSocket>();
  /** Whose state is to be written: whether it is open then is what counts. */
  #unwritten = new Map<string, VisitorSocket>();
  #writing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(core: Core) {
    this.#core = core;
  }

  /** A WebSocket of a visitor is there. @returns what to call once when it is gone. */
  open({ visitorId }: VisitorActor): () => void {
    const socket = { id: uuidv7(), visitorId };
    this.#open.set(socket.id, socket);
    this.#gather(socket);
    return () => {
      this.#open.delete(socket.id);
      this.#gather(socket);
    };
  }

  /** Writes again what failed; everything when the database took this process for dead and forgot its connections. */
  async repair(wasForgotten: boolean): Promise<void> {
    if (wasForgotten) for (const socket of this.#open.values()) this.#unwritten.set(socket.id, socket);
    await this.#write();
  }

  /** Writes nothing more: what the process leaves behind goes with its lease. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await withinTime(stopTimeoutMs, this.#writing, 'The database does not answer.');
  }

  #gather(socket: VisitorSocket): void {
    this.#unwritten.set(socket.id, socket);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#write();
    }, gatherMs).unref();
  }

  #write(): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      const batch = this.#unwritten;
      if (this.#isStopped || batch.size === 0) return;
      this.#unwritten = new Map();
      const sockets = [...batch.values()];
      const opened = sockets.filter(({ id }) => this.#open.has(id));
      const closed = sockets.filter(({ id }) => !this.#open.has(id));
      try {
        await writeVisitorConnections(this.#core, opened, closed);
      } catch (error) {
        this.#unwritten = new Map([...batch, ...this.#unwritten]);
        this.#core.log.warn({ err: error, count: sockets.length }, 'visitors’ presence could not be written');
      }
    });
    return this.#writing;
  }
}
