import type { AttachmentPartsFragment } from '#lib/gql/generated.ts';

/** What was begun, as the server keeps it for all of an agent's devices. */
export interface KeptDraft {
  text: string;
  /** It is to be an internal note, not words for the visitor. */
  isNote: boolean;
}

type Part = 'draft' | 'draftIsNote' | 'draftIsUnsaved' | 'draftAttachment';

/**
 * What was typed and not sent, whether it is to be a note, and the image or file that is to go with it, per session. Kept
 * for the tab's life, so that a reload loses nothing; the server has the text for other devices (`DraftSync`).
 */
export class DraftState {
  /** Called when the agent has changed the text in a session. */
  onChanged: ((sessionId: string) => void) | null = null;
  readonly #storage: Storage;
  readonly #agentId: string;
  /** By key, as in the storage. */
  readonly #kept = new Map<string, string>();
  #revision = $state(0);

  constructor(storage: Storage, agentId: string) {
    this.#storage = storage;
    this.#agentId = agentId;
  }

  text(sessionId: string): string {
    return this.#read('draft', sessionId);
  }

  isNote(sessionId: string): boolean {
    return this.#read('draftIsNote', sessionId) !== '';
  }

  /** Whether the server does not have it yet as it is here. */
  isUnsaved(sessionId: string): boolean {
    return this.#read('draftIsUnsaved', sessionId) !== '';
  }

  change(sessionId: string, text: string): void {
    if (this.text(sessionId) === text) return;
    this.#write('draft', sessionId, text);
    this.#markChanged(sessionId);
  }

  changeKind(sessionId: string, isNote: boolean): void {
    if (this.isNote(sessionId) === isNote) return;
    this.#write('draftIsNote', sessionId, isNote ? 'note' : '');
    if (this.text(sessionId) !== '') this.#markChanged(sessionId);
  }

  /** Takes over what was begun on another device; what was typed here since counts more. */
  receive(sessionId: string, draft: KeptDraft | null): void {
    if (this.isUnsaved(sessionId)) return;
    this.#write('draft', sessionId, draft?.text ?? '');
    if (draft) this.#write('draftIsNote', sessionId, draft.isNote ? 'note' : '');
  }

  /** The server has this text: unless it has changed here meanwhile, all devices have the same. */
  markSaved(sessionId: string, { text, isNote }: KeptDraft): void {
    if (this.text(sessionId) === text && this.isNote(sessionId) === isNote)
      this.#write('draftIsUnsaved', sessionId, '');
  }

  attachment(sessionId: string): AttachmentPartsFragment | null {
    const json = this.#read('draftAttachment', sessionId);
    return json === '' ? null : (JSON.parse(json) as AttachmentPartsFragment);
  }

  attach(sessionId: string, attachment: AttachmentPartsFragment | null): void {
    this.#write('draftAttachment', sessionId, attachment ? JSON.stringify(attachment) : '');
  }

  #markChanged(sessionId: string): void {
    this.#write('draftIsUnsaved', sessionId, 'unsaved');
    this.onChanged?.(sessionId);
  }

  #read(part: Part, sessionId: string): string {
    void this.#revision;
    const key = this.#key(part, sessionId);
    return this.#kept.get(key) ?? this.#storage.getItem(key) ?? '';
  }

  #write(part: Part, sessionId: string, value: string): void {
    const key = this.#key(part, sessionId);
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

  #key(part: Part, sessionId: string): string {
    return `dukou.${part}.${this.#agentId}.${sessionId}`;
  }
}
