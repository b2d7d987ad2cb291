import type { AttachmentPartsFragment } from '#lib/gql/generated.ts';
import { newEntry, uploadedEntry, type TrayEntry } from './trayEntry.ts';
import { uploadFile, type Uploads } from './uploadFile.ts';
import { UploadedStore } from './uploadedStore.ts';

/** So many go with one message; the rest of a folder that was dropped by mistake is not taken. */
export const mostEntries = 20;
/** More at once would only slow each other down. */
const atOnce = 2;

interface Waiting {
  file: File;
  running: AbortController;
  isPassing: boolean;
}

/**
 * Images and files on their way into messages, of all sessions: uploads go on while another session is open, and what is
 * uploaded stays over a reload.
 */
export class AttachmentTray {
  entries = $state.raw<readonly TrayEntry[]>([]);
  readonly #uploads: Uploads;
  readonly #store: UploadedStore;
  /** What is not uploaded yet, by the entry's id, in order. */
  readonly #waiting = new Map<string, Waiting>();
  /** What is done as soon as all of a session is uploaded. */
  readonly #afterwards = $state<Record<string, (() => void) | undefined>>({});
  #runningCount = 0;

  constructor(uploads: Uploads, storage: Storage, agentId: string) {
    this.#uploads = uploads;
    this.#store = new UploadedStore(storage, agentId);
    this.entries = this.#store
      .load()
      .map(({ sessionId, attachment }) => uploadedEntry(sessionId, attachment));
  }

  entriesOf(sessionId: string): readonly TrayEntry[] {
    return this.entries.filter((entry) => entry.sessionId === sessionId);
  }

  /** Whether what is here will be sent once it is uploaded. */
  isSending(sessionId: string): boolean {
    return this.#afterwards[sessionId] !== undefined;
  }

  /** Whether something has still to be uploaded, or to be taken away, before the rest can be sent. */
  isUnfinished(sessionId: string): boolean {
    return this.entriesOf(sessionId).some(({ status }) => status !== 'UPLOADED');
  }

  /** Begins to upload files. @returns how many were too many */
  add(sessionId: string, files: readonly File[]): number {
    const room = Math.max(0, mostEntries - this.entriesOf(sessionId).length);
    const added = files.slice(0, room).map((file) => {
      const entry = newEntry(sessionId, file);
      this.#waiting.set(entry.id, { file, running: new AbortController(), isPassing: false });
      return entry;
    });
    this.entries = [...this.entries, ...added];
    this.#run();
    return files.length - added.length;
  }

  /** Takes one away, and back if it is on its way. */
  remove(id: string): void {
    const entry = this.entries.find((other) => other.id === id);
    if (!entry) return;
    this.#waiting.get(id)?.running.abort();
    this.#forget([entry]);
    if (this.entriesOf(entry.sessionId).length === 0) delete this.#afterwards[entry.sessionId];
    else this.#settle(entry.sessionId);
  }

  retry(id: string): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    waiting.running = new AbortController();
    waiting.isPassing = false;
    this.#change(id, { status: 'UPLOADING', part: 0, error: null, canRetry: false });
    this.#run();
  }

  /** The line is back: what failed without it is tried again. */
  recover(): void {
    for (const [id, { isPassing }] of [...this.#waiting]) if (isPassing) this.retry(id);
  }

  /** Does something once all of a session is uploaded, which may be now. What fails meanwhile ends the waiting. */
  whenUploaded(sessionId: string, act: () => void): void {
    this.#afterwards[sessionId] = act;
    this.#settle(sessionId);
  }

  /** Hands out what is uploaded, in order; it is here no more. */
  take(sessionId: string): AttachmentPartsFragment[] {
    const uploaded = this.entriesOf(sessionId).filter(({ status }) => status === 'UPLOADED');
    this.#forget(uploaded);
    return uploaded.flatMap(({ attachment }) => attachment ?? []);
  }

  /** Takes back all that is on its way, and lets go of the pictures. */
  stop(): void {
    for (const { running } of this.#waiting.values()) running.abort();
    for (const { pictureUrl } of this.entries) if (pictureUrl) URL.revokeObjectURL(pictureUrl);
  }

  #run(): void {
    for (const entry of this.entries) {
      if (this.#runningCount >= atOnce) return;
      const waiting = this.#waiting.get(entry.id);
      if (!waiting || entry.status !== 'UPLOADING' || this.#started.has(waiting.running)) continue;
      this.#started.add(waiting.running);
      this.#runningCount++;
      void this.#upload(entry, waiting).finally(() => {
        this.#runningCount--;
        this.#run();
      });
    }
  }

  readonly #started = new WeakSet<AbortController>();

  async #upload({ id, sessionId }: TrayEntry, waiting: Waiting): Promise<void> {
    const { file, running } = waiting;
    const outcome = await uploadFile(this.#uploads, file, {
      onProgress: (part) => this.#change(id, { part }),
      signal: running.signal,
    });
    if (running.signal.aborted) return;
    if ('attachment' in outcome) {
      this.#waiting.delete(id);
      this.#change(id, { status: 'UPLOADED', part: 1, attachment: outcome.attachment });
      this.#store.save(sessionId, outcome.attachment);
    } else {
      waiting.isPassing = outcome.isPassing;
      this.#change(id, { status: 'FAILED', error: outcome.error, canRetry: !outcome.isFinal });
    }
    this.#settle(sessionId);
  }

  #settle(sessionId: string): void {
    const act = this.#afterwards[sessionId];
    const entries = this.entriesOf(sessionId);
    if (!act || entries.some(({ status }) => status === 'UPLOADING')) return;
    delete this.#afterwards[sessionId];
    if (!this.isUnfinished(sessionId)) act();
  }

  #change(id: string, change: Partial<TrayEntry>): void {
    this.entries = this.entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry));
  }

  #forget(gone: readonly TrayEntry[]): void {
    for (const { id, attachment, pictureUrl } of gone) {
      this.#waiting.delete(id);
      if (attachment) this.#store.remove(attachment.id);
      if (pictureUrl) URL.revokeObjectURL(pictureUrl);
    }
    this.entries = this.entries.filter((entry) => !gone.includes(entry));
  }
}
