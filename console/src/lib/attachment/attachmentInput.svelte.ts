import type { AttachmentPartsFragment } from '#lib/gql/generated.ts';
import { uploadFile, type Uploads } from './uploadFile.ts';

/** An image or file that is chosen for something: on its way to the server, or there. */
export class AttachmentInput {
  attachment = $state.raw<AttachmentPartsFragment | null>(null);
  /** What is on its way, and which part of it has left. */
  upload = $state.raw<{ name: string; part: number } | null>(null);
  /** Whether a file is held over the place where it can be dropped. */
  isAimedAt = $state(false);
  /** Why the last one was not taken, in words. */
  error = $state<string | null>(null);
  readonly #uploads: Uploads;
  #running: AbortController | null = null;

  constructor(uploads: Uploads, attachment: AttachmentPartsFragment | null) {
    this.#uploads = uploads;
    this.attachment = attachment;
  }

  /** Takes a file in the place of what is there, which stays until the new one has arrived. */
  async choose(file: File): Promise<void> {
    this.cancel();
    const { name } = file;
    const running = new AbortController();
    this.#running = running;
    this.error = null;
    this.upload = { name, part: 0 };
    const outcome = await uploadFile(this.#uploads, file, {
      onProgress: (part) => {
        if (this.#running === running) this.upload = { name, part };
      },
      signal: running.signal,
    });
    if (this.#running !== running) return;
    this.#settle();
    if ('attachment' in outcome) this.attachment = outcome.attachment;
    else this.error = outcome.error;
  }

  /** Takes back what is on its way; what was there before stays. */
  cancel(): void {
    this.#running?.abort();
    this.#settle();
  }

  remove(): void {
    this.cancel();
    this.attachment = null;
    this.error = null;
  }

  #settle(): void {
    this.#running = null;
    this.upload = null;
  }
}
