import { isUtf8 } from 'node:buffer';
import { fileTypeFromBuffer } from 'file-type';
import { AttachmentRefusedError } from './attachmentErrors.ts';
import { containerType, containerTypes, endingOf, fileTypes, imageTypes } from './attachmentRules.ts';

/** What a content is, and how the name of such a thing may end. */
export interface RecognisedContent {
  isImage: boolean;
  mediaType: string;
  endings: readonly string[];
}

/**
 * Tells what a content is by its bytes; its name counts only where they leave it open between harmless things.
 * @throws AttachmentRefusedError
 */
export async function recogniseContent(content: Uint8Array, name: string): Promise<RecognisedContent> {
  if (content.length === 0) throw new AttachmentRefusedError('BROKEN');
  const found = await fileTypeFromBuffer(content).catch(() => undefined);
  const mediaType = found?.mime.split(';')[0];
  if (mediaType === undefined || mediaType === 'application/xml') return recogniseText(content);
  const image = imageTypes[mediaType];
  if (image) return { isImage: true, mediaType, endings: image.endings };
  const ending = endingOf(name);
  const document = mediaType === containerType ? containerTypes[ending] : undefined;
  if (document) return { isImage: false, mediaType: document, endings: [ending] };
  const endings = fileTypes[mediaType];
  if (!endings) throw new AttachmentRefusedError('KIND_NOT_ALLOWED');
  return { isImage: false, mediaType, endings };
}

/** Text of whatever kind, SVG and HTML too, is only ever downloaded. */
function recogniseText(content: Uint8Array): RecognisedContent {
  if (!isText(content)) throw new AttachmentRefusedError('KIND_NOT_ALLOWED');
  return { isImage: false, mediaType: 'text/plain', endings: fileTypes['text/plain'] ?? [] };
}

/** UTF-8, or what Chinese systems wrote before it, without control characters. */
function isText(content: Uint8Array): boolean {
  const unusual = content.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  return !unusual && (isUtf8(content) || isGb18030(content));
}

function isGb18030(content: Uint8Array): boolean {
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
}
