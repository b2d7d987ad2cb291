import type { AttachmentPartsFragment } from '#lib/gql/generated.ts';

/**
 * What was typed and not sent, and the image or file that is to go with it, per session. Kept for the tab's life, so that a
 * reload loses nothing.
 */
export class DraftState {
  readonly #storage: Storage;
  readonly #textPrefix: string;
  readonly #attachmentPrefix: string;
  /** By key, as in the storage. */
  readonly #kept = new Map<string, string>();
  #revision = $state(0);

  constructor(storage: Storage, agentId: string) {
    this.#storage = storage;
    this.#textPrefix = `dukou.draft.${agentId}.`;
    this.#attachmentPrefix = `dukou.draftAttachment.${agentId}.`;
  }

  text(sessionId: string): string {
    return this.#read(this.#textPrefix + sessionId);
  }

  change(sessionId: string, text: string): void {
    this.#write(this.#textPrefix + sessionId, text);
  }

  attachment(sessionId: string): AttachmentPartsFragment | null {
    const json = this.#read(this.#attachmentPrefix + sessionId);
    return json === '' ? null : (JSON.parse(json) as AttachmentPartsFragment);
  }

  attach(sessionId: string, attachment: AttachmentPartsFragment | null): void {
    this.#write(this.#attachmentPrefix + sessionId, attachment ? JSON.stringify(attachment) : '');
  }

  #read(key: string): string {
    void this.#revision;
    return this.#kept.get(key) ?? this.#storage.getItem(key) ?? '';
  }

  #write(key: string, value: string): void {
    if (this.#kept.get(key) === value) return;
    this.#kept.set(key, value);
    this.#revision++;
    try {
      if (value === '') this.#storage.removeItem(key);
      else this.#storage.setItem(key, value);
    } catch {
      // Full or switched off: the draft lives as long as this page does.
    }
  }
}
