import { queryMaxLength } from '../search/searchRules.ts';

/** Bounds and timings that clients follow and never repeat in their own code; those that can be set are in `settingRules.ts`. */
export const limits = {
  /** A message's length in characters (code points). */
  messageMaxLength: 4000,
  /** A search's length in characters. */
  searchMaxLength: queryMaxLength,
  /** While somebody types, the client says so at most this often. */
  typingIntervalMs: 3000,
  /** Typing that is not signalled again for this long is over. */
  typingTimeoutMs: 6000,
  /** A visitor who waits asks for the place in the queue this often. */
  queuePollMs: 5000,
  /** An image's or file's size, in bytes. */
  attachmentMaxBytes: 10 * 1024 * 1024,
} as const;

export type Limits = typeof limits;
