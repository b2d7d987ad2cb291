import type {
  AttachmentKind,
  AttachmentPartsFragment,
  UploadAttachmentMutation,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { localeState } from '#lib/setting/localeState.svelte.ts';

/** What something brings, in a word: where there is no room for it, or no eye. */
export function kindMark(kind: AttachmentKind): string {
  return kind === 'IMAGE' ? m.attachment_mark_image() : m.attachment_mark_file();
}

/** The same with its name. */
export function attachmentMark({ kind, name }: Pick<AttachmentPartsFragment, 'kind' | 'name'>): string {
  return kind === 'IMAGE' ? m.attachment_image_named({ name }) : m.attachment_file_named({ name });
}

/** The beginning of a message as lists show it: a word for what it brings, then its text. */
export function markedText(kind: AttachmentKind | null, text: string): string {
  return [kind && kindMark(kind), text].filter(Boolean).join(' ');
}

const units = ['byte', 'kilobyte', 'megabyte'] as const;

/** A size as people say it: 340 kB, 2.1 MB. */
export function sizeText(bytes: number): string {
  const place = bytes < 1024 ? 0 : bytes < 1024 * 1024 ? 1 : 2;
  const value = bytes / 1024 ** place;
  const maximumFractionDigits = place === 2 && value < 10 ? 1 : 0;
  return new Intl.NumberFormat(localeState.current, {
    style: 'unit',
    unit: units[place] ?? 'byte',
    unitDisplay: place === 0 ? 'long' : 'short',
    maximumFractionDigits,
  }).format(value);
}

type Refusal = Exclude<UploadAttachmentMutation['uploadAttachment'], { __typename: 'Attachment' }>;

/** Why a file was not taken, in words. */
export function refusalText(refusal: Refusal, maxBytes: number): string {
  if (refusal.__typename === 'TooManyAttemptsError')
    return m.attachment_too_many({ seconds: refusal.retryAfterSeconds });
  if (refusal.__typename !== 'AttachmentRefusedError') return errorText(refusal.code);
  switch (refusal.reason) {
    case 'TOO_LARGE':
      return m.attachment_too_large({ limit: sizeText(maxBytes) });
    case 'KIND_NOT_ALLOWED':
      return m.attachment_kind_not_allowed();
    case 'BROKEN':
      return m.attachment_broken();
    case 'INFECTED':
      return m.attachment_infected();
    case 'NOT_SCANNED':
      return m.attachment_not_scanned();
    // Agents are never told that.
    case 'NOT_TAKEN_HERE':
      return errorText(refusal.code);
  }
}
