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

/** Why there is no attachment. */
export interface UploadFailure {
  /** In words. */
  error: string;
  /** The file itself is to blame: trying again would not help. */
  isFinal: boolean;
  /** The line is gone: it is worth trying again by itself. */
  isPassing: boolean;
}

/** Uploads one file; what is too large is not even sent. */
export async function uploadFile(
  { sendFile, maxBytes }: Uploads,
  file: File,
  watch: FileWatch,
): Promise<{ attachment: AttachmentPartsFragment } | UploadFailure> {
  if (file.size > maxBytes)
    return { error: m.attachment_too_large({ limit: sizeText(maxBytes) }), isFinal: true, isPassing: false };
  try {
    const { uploadAttachment: answer } = await sendFile(
      UploadAttachmentDocument,
      { input: { file: null } },
      'variables.input.file',
      file,
      watch,
    );
    if (answer.__typename === 'Attachment') return { attachment: answer };
    const isFinal = answer.__typename === 'AttachmentRefusedError' && answer.reason !== 'NOT_SCANNED';
    return { error: refusalText(answer, maxBytes), isFinal, isPassing: false };
  } catch (error) {
    const code = codeOf(error);
    return { error: errorText(code), isFinal: false, isPassing: code === 'NETWORK' };
  }
}
