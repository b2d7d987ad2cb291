import type { AttachmentPartsFragment } from '#lib/gql/generated.ts';

/** A message that the agent has sent and the server has not acknowledged. */
export interface OutboxEntry {
  readonly clientId: string;
  readonly sessionId: string;
  readonly text: string;
  /** What it brings beside the text, or instead of it. */
  readonly attachment: AttachmentPartsFragment | null;
  /** Whom it calls, when it is an internal note; null for what the visitor is to read. */
  readonly note: { readonly mentionedAgentIds: readonly string[] } | null;
  /** Milliseconds since 1970 by the browser's clock; also what the order of sending is kept by. */
  readonly createdAt: number;
  /** SENDING: on its way, or waiting its turn. WAITING: did not get through, is tried again. FAILED: refused. */
  readonly status: 'SENDING' | 'WAITING' | 'FAILED';
  /** Why it was refused, as the API names it. */
  readonly code: string | null;
}

/**
 * The entries of one agent in the browser's storage, one key each: several tabs add and remove entries without
 * overwriting each other's.
 */
export class OutboxStore {
  readonly #storage: Storage;
  readonly #prefix: string;

  constructor(storage: Storage, agentId: string) {
    this.#storage = storage;
    this.#prefix = `dukou.outbox.${agentId}.`;
  }

  /** All entries, in the order in which they were written. */
  load(): OutboxEntry[] {
    const entries: OutboxEntry[] = [];
    for (let index = 0; index < this.#storage.length; index++) {
      const key = this.#storage.key(index);
      const entry = key?.startsWith(this.#prefix) ? parseEntry(this.#storage.getItem(key)) : null;
      if (entry) entries.push(entry);
    }
    return entries.sort((a, b) => a.createdAt - b.createdAt);
  }

  save(entry: OutboxEntry): void {
    try {
      this.#storage.setItem(this.#prefix + entry.clientId, JSON.stringify(entry));
    } catch {
      // Full or switched off: the entry lives as long as this page does.
    }
  }

  remove(clientId: string): void {
    this.#storage.removeItem(this.#prefix + clientId);
  }

  /** The entry that a key of the storage belongs to; null if it is not one of this agent's. */
  clientIdOf(key: string): string | null {
    return key.startsWith(this.#prefix) ? key.slice(this.#prefix.length) : null;
  }
}

function parseEntry(json: string | null): OutboxEntry | null {
  if (json === null) return null;
  try {
    const value: unknown = JSON.parse(json);
    // Entries of before there were attachments and notes have none.
    return isEntry(value)
      ? { ...value, attachment: value.attachment ?? null, note: value.note ?? null }
      : null;
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is OutboxEntry {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['clientId', 'sessionId', 'text'].every(
      (key) => typeof (value as Record<string, unknown>)[key] === 'string',
    ) &&
    'createdAt' in value &&
    typeof value.createdAt === 'number'
  );
}
