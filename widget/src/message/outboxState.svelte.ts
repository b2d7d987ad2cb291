import type { TextStore } from '../core/deviceStorage.ts';
import { ConnectionLostError, RefusedError } from '../core/graphqlAnswer.ts';
import { pauseBefore } from '../core/pauses.ts';
import type { Message } from './threadState.svelte.ts';

/** A message that the visitor sent and the server has not acknowledged. */
export interface OutboxEntry {
  readonly clientId: string;
  readonly text: string;
  /** An image or file that is uploaded already: sending it again takes no more than its id. */
  readonly attachment?: NonNullable<Message['attachment']>;
  /** Milliseconds since 1970; entries go out in this order. */
  readonly writtenAt: number;
  /**
   * The session that it was first sent to. Perhaps it arrived there and only the answer was lost, so that session must
   * refuse it before another one may have it.
   */
  readonly sessionId?: string;
  /** The server said no; it waits for the visitor to try again. */
  readonly isRefused?: boolean;
}

/**
 * Resolves when the message is stored. Throws ConnectionLostError if nobody knows, RefusedError if it was refused,
 * anything else if the server failed: then it is worth another attempt.
 */
export type Deliver = (entry: OutboxEntry) => Promise<void>;

const prefix = 'outbox:';

/**
 * Messages on their way, one after the other, in storage until they are acknowledged. Several tabs may hold the same
 * entry and send it: its clientId makes the second time harmless. Each entry has a key of its own, so that two tabs
 * cannot overwrite each other's.
 */
export class OutboxState {
  entries = $state.raw<readonly OutboxEntry[]>([]);
  #store: TextStore;
  #deliver: Deliver;
  #isSending = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: TextStore, deliver: Deliver) {
    this.#store = store;
    this.#deliver = deliver;
    const kept = store.keys().filter((key) => key.startsWith(prefix));
    this.entries = kept
      .map((key) => parseEntry(store.read(key)))
      .filter((entry) => entry !== undefined)
      .sort((a, b) => a.writtenAt - b.writtenAt);
  }

  add(text: string, attachment?: OutboxEntry['attachment']): void {
    const writtenAt = Math.max(Date.now(), (this.entries.at(-1)?.writtenAt ?? 0) + 1);
    this.#keep({ clientId: newClientId(), text, writtenAt, ...(attachment && { attachment }) });
    void this.flush();
  }

  /** Sends what waits, until it is all gone or the connection is. */
  async flush(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      for (let entry = this.#next(); entry; entry = this.#next()) {
        try {
          await this.#deliver(entry);
          this.remove(entry.clientId);
          this.#failures = 0;
        } catch (error) {
          // The next connection flushes.
          if (error instanceof ConnectionLostError) return;
          if (!(error instanceof RefusedError)) return this.#flushLater();
          this.#update(entry.clientId, { isRefused: true });
        }
      }
    } finally {
      this.#isSending = false;
    }
  }

  /** Remembers where an entry is sent to, before it is. */
  bind(clientId: string, sessionId: string): void {
    this.#update(clientId, { sessionId });
  }

  /** Done with: it is known to be stored, or the visitor gave up. */
  remove(clientId: string): void {
    if (!this.entries.some((entry) => entry.clientId === clientId)) return;
    this.entries = this.entries.filter((entry) => entry.clientId !== clientId);
    this.#store.write(prefix + clientId, null);
  }

  /** Tries a refused message again. */
  retry(clientId: string): void {
    this.#update(clientId, { isRefused: false });
    void this.flush();
  }

  /** Nothing more is sent until the visitor tries it. */
  refuseAll(): void {
    for (const { clientId } of this.entries) this.#update(clientId, { isRefused: true });
  }

  #flushLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), pauseBefore(this.#failures++));
  }

  #next(): OutboxEntry | undefined {
    return this.entries.find((entry) => !entry.isRefused);
  }

  #update(clientId: string, change: Partial<OutboxEntry>): void {
    const entry = this.entries.find((one) => one.clientId === clientId);
    if (entry) this.#keep({ ...entry, ...change });
  }

  #keep(entry: OutboxEntry): void {
    const isKnown = this.entries.some((one) => one.clientId === entry.clientId);
    this.entries = isKnown
      ? this.entries.map((one) => (one.clientId === entry.clientId ? entry : one))
      : [...this.entries, entry];
    this.#store.write(prefix + entry.clientId, JSON.stringify(entry));
  }
}

function parseEntry(text: string | null): OutboxEntry | undefined {
  try {
    const entry = JSON.parse(text ?? '') as Partial<OutboxEntry>;
    return typeof entry.clientId === 'string' && typeof entry.text === 'string'
      ? { ...entry, clientId: entry.clientId, text: entry.text, writtenAt: Number(entry.writtenAt) || 0 }
      : undefined;
  } catch {
    return undefined;
  }
}

/** 128 random bits. `crypto.randomUUID` would do, but exists only on https and in newer browsers. */
function newClientId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
