import { clip } from '../core/input.ts';

/** An attachment's contents: as it was sent, and small for lists and threads (images only). */
export const attachmentVariants = ['original', 'preview'] as const;
export type AttachmentVariant = (typeof attachmentVariants)[number];

/** The bound of the setting for the size of images and files: many a clamd takes no more. */
export const mostMegabytes = 25;

/** The column's width, in characters. */
const nameLength = 200;

/** The kinds of images that are shown in place; what a browser of a visitor may not know is converted. */
export const imageTypes: Readonly<Record<string, { keptAs: string; endings: readonly string[] }>> = {
  'image/jpeg': { keptAs: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  'image/png': { keptAs: 'image/png', endings: ['png'] },
  'image/apng': { keptAs: 'image/png', endings: ['png'] },
  'image/webp': { keptAs: 'image/webp', endings: ['webp'] },
  'image/gif': { keptAs: 'image/gif', endings: ['gif'] },
  'image/avif': { keptAs: 'image/webp', endings: ['webp'] },
};

/** The kinds of files that are taken, with how their names may end; the first ending is given to names with another. */
export const fileTypes: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'application/vnd.oasis.opendocument.presentation': ['odp'],
  'application/rtf': ['rtf'],
  'application/zip': ['zip'],
  'text/plain': ['txt', 'csv', 'tsv', 'md', 'log', 'json', 'xml', 'svg'],
  'text/calendar': ['ics'],
  'text/vcard': ['vcf'],
  'audio/mpeg': ['mp3'],
  'audio/mp4': ['m4a', 'mp4'],
  'audio/x-m4a': ['m4a'],
  'audio/aac': ['aac'],
  'audio/wav': ['wav'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
  'audio/flac': ['flac'],
  'audio/amr': ['amr'],
  'video/mp4': ['mp4', 'm4v'],
  'video/x-m4v': ['m4v', 'mp4'],
  'video/quicktime': ['mov'],
  'video/webm': ['webm'],
  'video/3gpp': ['3gp'],
};

/**
 * What browsers play, and as what it is given to them: the type decides whether they try. Apple's names for MP4 are known
 * to Apple alone. Speech in AMR, from old phones, is played nowhere.
 */
export const playedAs: Readonly<Record<string, string>> = {
  'audio/mpeg': 'audio/mpeg',
  'audio/mp4': 'audio/mp4',
  'audio/x-m4a': 'audio/mp4',
  'audio/aac': 'audio/aac',
  'audio/wav': 'audio/wav',
  'audio/ogg': 'audio/ogg',
  'audio/flac': 'audio/flac',
  'video/mp4': 'video/mp4',
  'video/x-m4v': 'video/mp4',
  'video/quicktime': 'video/mp4',
  'video/webm': 'video/webm',
};

/** Documents of the old Office, and of WPS, are in a container that programs use too: only the name tells them apart. */
export const containerType = 'application/x-cfb';
export const containerTypes: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  wps: 'application/vnd.ms-works',
  et: 'application/vnd.ms-excel',
  dps: 'application/vnd.ms-powerpoint',
};

/** The ending of a name, in small letters; empty where it has none. */
export function endingOf(name: string): string {
  return /[^.]\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

// Characters that nobody sees, among them those that turn the direction of what follows: gpj.exe reads as exe.jpg.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * What an attachment is called: the last part of what its sender called it, on one line, with an ending that says what
 * it is by its content.
 */
export function attachmentName(said: string, endings: readonly string[]): string {
  const last = said.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const plain = last.replaceAll(unseen, '').replaceAll(/\s+/g, ' ').trim().replace(/^\.+/, '');
  const ending = endingOf(plain);
  const [first = ''] = endings;
  const isRight = endings.includes(ending);
  const body = isRight ? plain.slice(0, -ending.length - 1) : withoutImageEnding(plain, endings);
  const kept = `.${isRight ? ending : first}`;
  return clip(body.replace(/[. ]+$/, '') || 'file', nameLength - kept.length) + kept;
}

/** A picture’s other ending goes, as it is converted; any other stays before the right one: `report.exe.pdf`. */
function withoutImageEnding(name: string, endings: readonly string[]): string {
  const isImage = Object.values(imageTypes).some((type) => type.endings === endings);
  return isImage ? name.replace(/\.(jpe?g|jfif|a?png|webp|gif|avif)$/i, '') : name;
}

/** The key of a content in the store of files. */
export function fileKey(attachmentId: string, variant: AttachmentVariant): string {
  return variant === 'original' ? attachmentId : `${attachmentId}.${variant}`;
}
