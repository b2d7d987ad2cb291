import type { AttachmentPartsFragment } from '#lib/gql/generated.ts';

/** An image or file that goes with the next message of a session. */
export interface TrayEntry {
  readonly id: string;
  readonly sessionId: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly status: 'UPLOADING' | 'UPLOADED' | 'FAILED';
  /** Which part of it has left, from 0 to 1. */
  readonly part: number;
  /** What it looks like, before the server has it. */
  readonly pictureUrl: string | null;
  readonly attachment: AttachmentPartsFragment | null;
  /** Why it was not taken, in words. */
  readonly error: string | null;
  /** Whether it may be taken the next time. */
  readonly canRetry: boolean;
}

/** A file that is about to be uploaded. */
export function newEntry(sessionId: string, file: File): TrayEntry {
  return {
    id: crypto.randomUUID(),
    sessionId,
    name: file.name,
    size: file.size,
    status: 'UPLOADING',
    part: 0,
    pictureUrl: /^image\/(jpeg|png|webp|gif|avif)$/.test(file.type) ? URL.createObjectURL(file) : null,
    attachment: null,
    error: null,
    canRetry: false,
  };
}

/** What was uploaded before this page was loaded. */
export function uploadedEntry(sessionId: string, attachment: AttachmentPartsFragment): TrayEntry {
  const { id, name, size } = attachment;
  return {
    id,
    sessionId,
    name,
    size,
    status: 'UPLOADED',
    part: 1,
    pictureUrl: null,
    attachment,
    error: null,
    canRetry: false,
  };
}
