import { codeOf } from '#lib/connection/failure.ts';
import type { FileWatch, SendFile } from '#lib/connection/fileRequest.ts';
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

/** What became of a file: the attachment, or why there is none, in words. */
export type UploadOutcome =
  | { attachment: AttachmentPartsFragment }
  | { error: string; /** The line is gone, or the server. */ isPassing: boolean };

/** Uploads one file; what is too large is not even sent. */
export async function uploadFile(
  { sendFile, maxBytes }: Uploads,
  file: File,
  watch: FileWatch,
): Promise<UploadOutcome> {
  if (file.size > maxBytes)
    return { error: m.attachment_too_large({ limit: sizeText(maxBytes) }), isPassing: false };
  try {
    const { uploadAttachment: answer } = await sendFile(
      UploadAttachmentDocument,
      { input: { file: null } },
      'variables.input.file',
      file,
      watch,
    );
    if (answer.__typename === 'Attachment') return { attachment: answer };
    return { error: refusalText(answer, maxBytes), isPassing: false };
  } catch (error) {
    const code = codeOf(error);
    return { error: errorText(code), isPassing: code === 'NETWORK' };
  }
}
