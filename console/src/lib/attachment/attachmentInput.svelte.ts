import { codeOf } from '#lib/connection/failure.ts';
import type { SendFile } from '#lib/connection/fileRequest.ts';
import { UploadAttachmentDocument, type AttachmentPartsFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { refusalText, sizeText } from './attachmentText.ts';

/** How files get to the server. */
export interface Uploads {
  sendFile: SendFile;
  /** The API's limit. */
  maxBytes: number;
}

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
    const { maxBytes, sendFile } = this.#uploads;
    if (file.size > maxBytes) {
      this.error = m.attachment_too_large({ limit: sizeText(maxBytes) });
      return;
    }
    const { name } = file;
    const running = new AbortController();
    this.#running = running;
    this.error = null;
    this.upload = { name, part: 0 };
    try {
      const { uploadAttachment: answer } = await sendFile(
        UploadAttachmentDocument,
        { input: { file: null } },
        'variables.input.file',
        file,
        {
          onProgress: (part) => {
            if (this.#running === running) this.upload = { name, part };
          },
          signal: running.signal,
        },
      );
      if (this.#running !== running) return;
      if (answer.__typename === 'Attachment') this.attachment = answer;
      else this.error = refusalText(answer, maxBytes);
    } catch (error) {
      if (this.#running === running) this.error = errorText(codeOf(error));
    } finally {
      if (this.#running === running) this.#settle();
    }
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
