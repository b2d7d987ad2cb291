import { uuidv7 } from 'uuidv7';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { withinTime } from '../core/withinTime.ts';
import { connectAgent, type ConnectedSocket } from './connectAgent.ts';
import { disconnectAgent } from './disconnectAgent.ts';

const stopTimeoutMs = 5_000;

/**
 * The WebSockets of agents in this process, and what the database knows of them. Sockets never wait for it, nor break
 * when it is slow or away: what could not be written is written with the next renewal of the process' lease.
 *
 * When an agent is gone is noticed: at once when a socket closes, within 30 seconds when a side goes without a word
 * (a ping every 15), within 16 when a process dies (its lease, and a sweep). The grace period counts from then, so that
 * it is never shorter than the setting says, and with the usual 60 seconds nobody is shown for longer than 91.
 */
export class AgentPresence {
  readonly #core: Core;
  readonly #open = new Map<string, ConnectedSocket>();
  readonly #unwritten = new Set<ConnectedSocket>();
  /** One after another, so that a thousand sockets that come back at once leave connections for everything else. */
  #writes: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(core: Core) {
    this.#core = core;
  }

  /** A WebSocket of an agent in person is there. @returns what to call once when it is gone. */
  open({ agentId, credential }: AgentActor): () => void {
    const socket = { id: uuidv7(), agentId, signInId: credential.id };
    this.#open.set(socket.id, socket);
    this.#write(socket);
    return () => {
      this.#open.delete(socket.id);
      this.#write(socket);
    };
  }

  /** Writes again what failed; everything when the database took this process for dead and forgot its connections. */
  async repair(wasForgotten: boolean): Promise<void> {
    for (const socket of new Set([...this.#unwritten, ...(wasForgotten ? this.#open.values() : [])]))
      this.#write(socket);
    await this.#writes;
  }

  /** Writes nothing more: what the process leaves behind goes with its lease. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await withinTime(stopTimeoutMs, this.#writes, 'The database does not answer.');
  }

  /** Makes the database agree with what is so when its turn comes. */
  #write(socket: ConnectedSocket): void {
    this.#writes = this.#writes.then(async () => {
      if (this.#isStopped) return;
      const isOpen = this.#open.has(socket.id);
      try {
        await (isOpen ? connectAgent(this.#core, socket) : disconnectAgent(this.#core, socket));
        this.#unwritten.delete(socket);
      } catch (error) {
        this.#unwritten.add(socket);
        this.#core.log.warn({ err: error, agentId: socket.agentId, isOpen }, 'presence could not be written');
      }
    });
  }
}
