import { RequestFailure, type Api } from '#lib/connection/api.ts';
import { retryPauseMs } from '#lib/connection/connectionState.svelte.ts';
import {
  SendMessageDocument,
  WriteNoteDocument,
  type AttachmentPartsFragment,
  type ThreadMessageFragment,
} from '#lib/gql/generated.ts';
import type { OutboxEntry, OutboxStore } from './outboxStore.ts';

interface OutboxOptions {
  api: Pick<Api, 'mutate'>;
  store: OutboxStore;
  /** Called with each message that the server has stored. */
  onSent?: (message: ThreadMessageFragment) => void;
  now?: () => number;
  pauseMs?: (retries: number) => number;
}

/**
 * What the agent has sent and the server has not acknowledged: in order within a session, kept over a reload, tried
 * until there is an answer. The clientId makes trying again safe.
 */
export class OutboxState {
  entries = $state.raw<readonly OutboxEntry[]>([]);

  readonly #options: OutboxOptions;
  /** Sessions whose first entry is on its way. */
  readonly #busy = new Set<string>();
  readonly #retries = new Map<string, number>();
  readonly #pauses = new Map<string, ReturnType<typeof setTimeout>>();
  #isStopped = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.entries = options.store.load();
  }

  /** Sends all that is left, for the start and for when the line is back. */
  flush(): void {
    for (const sessionId of new Set(this.entries.map((entry) => entry.sessionId))) {
      clearTimeout(this.#pauses.get(sessionId));
      this.#retries.delete(sessionId);
      void this.#sendNext(sessionId);
    }
  }

  stop(): void {
    this.#isStopped = true;
    for (const pause of this.#pauses.values()) clearTimeout(pause);
  }

  entriesOf(sessionId: string): readonly OutboxEntry[] {
    return this.entries.filter((entry) => entry.sessionId === sessionId);
  }

  send(sessionId: string, text: string, attachment: AttachmentPartsFragment | null = null): void {
    this.#add({ sessionId, text, attachment, note: null });
  }

  /** Writes an internal note, which calls these agents. */
  note(sessionId: string, text: string, mentionedAgentIds: readonly string[]): void {
    this.#add({ sessionId, text, attachment: null, note: { mentionedAgentIds } });
  }

  #add(said: Pick<OutboxEntry, 'sessionId' | 'text' | 'attachment' | 'note'>): void {
    const { now = Date.now } = this.#options;
    const createdAt = Math.max(now(), (this.entries.at(-1)?.createdAt ?? 0) + 1);
    const clientId = crypto.randomUUID();
    this.#put({ ...said, clientId, createdAt, status: 'SENDING', code: null });
    void this.#sendNext(said.sessionId);
  }

  /** Tries a refused entry, or one that waits, again at once. */
  retry(clientId: string): void {
    const entry = this.entries.find((other) => other.clientId === clientId);
    if (!entry) return;
    this.#put({ ...entry, status: 'SENDING', code: null });
    clearTimeout(this.#pauses.get(entry.sessionId));
    void this.#sendNext(entry.sessionId);
  }

  discard(clientId: string): void {
    this.acknowledge(clientId);
  }

  /** The message has arrived, by whatever way it is known. */
  acknowledge(clientId: string): void {
    this.#options.store.remove(clientId);
    this.forget(clientId);
  }

  /** Another tab has dealt with the entry. */
  forget(clientId: string): void {
    if (this.entries.some((entry) => entry.clientId === clientId)) {
      this.entries = this.entries.filter((entry) => entry.clientId !== clientId);
    }
  }

  /** Another tab of the same agent may have got an answer for an entry that both have. */
  handleStorage({ key, newValue }: StorageEvent): void {
    const clientId = key !== null && newValue === null ? this.#options.store.clientIdOf(key) : null;
    if (clientId) this.forget(clientId);
  }

  async #sendNext(sessionId: string): Promise<void> {
    if (this.#busy.has(sessionId) || this.#isStopped) return;
    const entry = this.entries.find((other) => other.sessionId === sessionId && other.status !== 'FAILED');
    if (!entry) return;
    this.#busy.add(sessionId);
    try {
      await this.#attempt(entry);
      this.#retries.delete(sessionId);
    } catch (error) {
      this.#handleFailure(entry, error instanceof RequestFailure ? error : new RequestFailure('INTERNAL'));
      return;
    } finally {
      this.#busy.delete(sessionId);
    }
    void this.#sendNext(sessionId);
  }

  async #attempt(entry: OutboxEntry): Promise<void> {
    const answer = await this.#deliver(entry);
    if (answer.__typename === 'Message') {
      this.acknowledge(entry.clientId);
      this.#options.onSent?.(answer);
    } else if (answer.__typename === 'NotSignedInError') {
      throw new RequestFailure(answer.code);
    } else {
      this.#refuse(entry.clientId, answer.code);
    }
  }

  async #deliver({ clientId, sessionId, text, attachment, note }: OutboxEntry) {
    const { api } = this.#options;
    if (note) {
      const mentionedAgentIds = [...note.mentionedAgentIds];
      const input = { sessionId, clientId, text, mentionedAgentIds };
      return (await api.mutate(WriteNoteDocument, { input })).writeNote;
    }
    const input = { sessionId, clientId, text, attachmentId: attachment?.id ?? null };
    return (await api.mutate(SendMessageDocument, { input })).sendMessage;
  }

  #handleFailure(entry: OutboxEntry, failure: RequestFailure): void {
    // Signed out: the entry waits for the next sign-in.
    if (failure.code === 'NOT_SIGNED_IN') return this.stop();
    if (!failure.isPassing) {
      this.#refuse(entry.clientId, failure.code);
      void this.#sendNext(entry.sessionId);
      return;
    }
    this.#update(entry.clientId, { status: 'WAITING' });
    const retries = this.#retries.get(entry.sessionId) ?? 0;
    this.#retries.set(entry.sessionId, retries + 1);
    const { pauseMs = retryPauseMs } = this.#options;
    this.#pauses.set(
      entry.sessionId,
      setTimeout(() => void this.#sendNext(entry.sessionId), pauseMs(retries)),
    );
  }

  #refuse(clientId: string, code: string): void {
    this.#update(clientId, { status: 'FAILED', code });
  }

  #update(clientId: string, change: Partial<OutboxEntry>): void {
    const entry = this.entries.find((other) => other.clientId === clientId);
    if (entry) this.#put({ ...entry, ...change });
  }

  #put(entry: OutboxEntry): void {
    this.#options.store.save(entry);
    const isKnown = this.entries.some(({ clientId }) => clientId === entry.clientId);
    this.entries = isKnown
      ? this.entries.map((other) => (other.clientId === entry.clientId ? entry : other))
      : [...this.entries, entry];
  }
}
