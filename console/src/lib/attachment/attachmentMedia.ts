import type { AttachmentPartsFragment } from '#lib/gql/generated.ts';

/** How an attachment is shown in a thread. */
export type AttachmentMedia = 'image' | 'audio' | 'video' | 'file';

/** Speech from old phones, which no browser plays. */
const unplayable = /^audio\/amr$|^video\/3gpp$/;

/** What it is to the browser, by its content; a file where no browser does more with it than keep it. */
export function mediaOf({
  kind,
  mediaType,
}: Pick<AttachmentPartsFragment, 'kind' | 'mediaType'>): AttachmentMedia {
  if (kind === 'IMAGE') return 'image';
  // What the outbox kept from an earlier version of this page says nothing about it.
  const [type] = mediaType?.split('/') ?? [];
  return (type === 'audio' || type === 'video') && !unplayable.test(mediaType) ? type : 'file';
}

/** Whether it is sound or pictures that can be heard or seen only elsewhere. */
export function isUnplayable({ mediaType }: Pick<AttachmentPartsFragment, 'mediaType'>): boolean {
  return unplayable.test(mediaType);
}

/** A length of time as players write it: 0:07, 1:02:45. @param seconds not a number while nobody knows */
export function playingTime(seconds: number): string {
  const whole = Number.isFinite(seconds) ? Math.floor(seconds) : 0;
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}
