import { ConnectionLostError } from '../core/graphqlAnswer.ts';
import { pauseBefore } from '../core/pauses.ts';
import type { UploadAttachmentMutation } from '../gql/generated.ts';
import type { FilePost } from './postFile.ts';

type Answer = UploadAttachmentMutation['uploadAttachment'];
export type UploadedAttachment = Omit<Extract<Answer, { __typename: 'Attachment' }>, '__typename'> & {
  __typename: 'Attachment';
};

/** A file that is chosen and not sent yet. */
export interface Upload {
  readonly id: number;
  readonly file: File;
  /** How much is uploaded, from 0 to 1. */
  readonly share: number;
  /** Why it was not taken: the API's reason, or LOST. */
  readonly problem: string;
  readonly attachment?: UploadedAttachment;
}

export interface UploadTrayOptions {
  post: (file: Omit<FilePost, 'authorization'>) => Promise<Answer>;
  /** How large a file may be, in bytes. */
  maxBytes: () => number;
  /** Makes a large photo small, where that can be done. */
  shrink: (file: File) => Promise<File>;
}

/** More at once is a mistake. */
const mostFiles = 9;
/** So often it is tried again by itself on a bad connection. */
const mostAttempts = 5;

/** The files that the visitor has chosen: uploaded one after the other, sent when the visitor says so. */
export class UploadTray {
  uploads = $state.raw<readonly Upload[]>([]);
  #options: UploadTrayOptions;
  #aborts = new Map<number, AbortController>();
  #lastId = 0;
  #isUploading = false;

  constructor(options: UploadTrayOptions) {
    this.#options = options;
  }

  /** Everything that was chosen is uploaded. */
  readonly isReady = $derived(this.uploads.every(({ attachment }) => attachment));

  add(files: readonly File[]): void {
    const room = mostFiles - this.uploads.length;
    const added = files.slice(0, room).map((file) => ({ id: ++this.#lastId, file, share: 0, problem: '' }));
    this.uploads = [...this.uploads, ...added];
    void this.#uploadAll();
  }

  /** Gives one up, however far it is. */
  remove(id: number): void {
    this.#aborts.get(id)?.abort();
    this.uploads = this.uploads.filter((one) => one.id !== id);
  }

  retry(id: number): void {
    this.#change(id, { problem: '', share: 0 });
    void this.#uploadAll();
  }

  /** Empties the tray. @returns what is uploaded, in order */
  take(): UploadedAttachment[] {
    const taken = this.uploads.map(({ attachment }) => attachment).filter((one) => one !== undefined);
    this.uploads = [];
    return taken;
  }

  async #uploadAll(): Promise<void> {
    if (this.#isUploading) return;
    this.#isUploading = true;
    for (let next = this.#next(); next; next = this.#next()) await this.#upload(next);
    this.#isUploading = false;
  }

  #next(): Upload | undefined {
    return this.uploads.find(({ attachment, problem }) => !attachment && !problem);
  }

  async #upload({ id, file: chosen }: Upload): Promise<void> {
    const abort = new AbortController();
    this.#aborts.set(id, abort);
    const file = await this.#options.shrink(chosen).catch(() => chosen);
    const onProgress = (share: number) => this.#change(id, { share });
    if (file.size > this.#options.maxBytes()) return this.#change(id, { problem: 'TOO_LARGE' });
    for (let attempt = 0; !abort.signal.aborted; attempt++) {
      try {
        const answer = await this.#options.post({ file, onProgress, signal: abort.signal });
        if (answer.__typename === 'Attachment') return this.#change(id, { attachment: answer, share: 1 });
        if (answer.__typename !== 'TooManyAttemptsError') {
          const isReasoned = answer.__typename === 'AttachmentRefusedError';
          return this.#change(id, { problem: isReasoned ? answer.reason : 'LOST' });
        }
        await pause(answer.retryAfterSeconds * 1000);
      } catch (error) {
        if (!(error instanceof ConnectionLostError) || attempt + 1 >= mostAttempts)
          return this.#change(id, { problem: 'LOST' });
        await pause(pauseBefore(attempt));
      }
    }
  }

  #change(id: number, change: Partial<Upload>): void {
    this.uploads = this.uploads.map((one) => (one.id === id ? { ...one, ...change } : one));
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
