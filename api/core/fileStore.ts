import type { Readable } from 'node:stream';

/** The content of a stored file, or a part of it, once it is known to be there. */
export interface StoredFile {
  /** Of what the stream gives, in bytes. */
  size: number;
  /** Reads it from the beginning; whoever asked must read it, or destroy it. */
  stream: Readable;
}

/** A part of a content: from the first byte to the last, both in it. */
export interface ByteRange {
  first: number;
  last: number;
}

/** Keeps contents by key, outside of the database. */
export interface FileStore {
  /** Keeps a content: when this resolves it is safe, and nobody ever sees half of it. */
  put(key: string, content: Uint8Array): Promise<void>;
  /** Undefined where there is none. A range must lie within the content. */
  read(key: string, range?: ByteRange): Promise<StoredFile | undefined>;
  /** Deletes a content; one that is not there is as good as deleted. */
  delete(key: string): Promise<void>;
  /** Takes away what processes left behind that died while they wrote, before a moment. */
  deleteUnfinished(before: Date): Promise<void>;
}

/** Ids, with a word behind a dot where an id has several contents. */
const keyForm = /^[0-9a-z-]{1,64}(\.[a-z]{1,20})?$/;

/** @throws Error for what is no key of a content */
export function checkFileKey(key: string): void {
  if (!keyForm.test(key)) throw new Error('This is no key of a file.');
}
