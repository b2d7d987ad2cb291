import type { AttachmentPartsFragment } from '#lib/gql/generated.ts';

interface Uploaded {
  sessionId: string;
  attachment: AttachmentPartsFragment;
}

/** What one agent has uploaded and not sent, in the browser's storage. */
export class UploadedStore {
  readonly #storage: Storage;
  readonly #key: string;

  constructor(storage: Storage, agentId: string) {
    this.#storage = storage;
    this.#key = `dukou.uploaded.${agentId}`;
  }

  load(): Uploaded[] {
    try {
      const value: unknown = JSON.parse(this.#storage.getItem(this.#key) ?? '[]');
      return Array.isArray(value) ? (value as Uploaded[]) : [];
    } catch {
      return [];
    }
  }

  save(sessionId: string, attachment: AttachmentPartsFragment): void {
    this.#write([...this.load(), { sessionId, attachment }]);
  }

  remove(attachmentId: string): void {
    this.#write(this.load().filter(({ attachment }) => attachment.id !== attachmentId));
  }

  #write(all: readonly Uploaded[]): void {
    try {
      if (all.length === 0) this.#storage.removeItem(this.#key);
      else this.#storage.setItem(this.#key, JSON.stringify(all));
    } catch {
      // Full or switched off: it lives as long as this page does.
    }
  }
}
