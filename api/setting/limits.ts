import { recallMs } from '../message/recallRules.ts';
import { queryMaxLength } from '../search/searchRules.ts';
import { maxTyped, minTyped } from '../suggestion/suggestionRules.ts';

/** Bounds and timings that clients follow and never repeat in their own code; those that can be set are in `settingRules.ts`. */
export const limits = {
  /** A message's length in characters (code points). */
  messageMaxLength: 4000,
  /** An agent takes a message back for so long after it was stored. */
  recallMs,
  /** How many agents an internal note calls at most. */
  mentionsPerNote: 10,
  /** A draft's length in characters; longer ones stay on their device. */
  draftMaxLength: 10_000,
  /** Of what a visitor is typing agents see so many characters, where they see it. */
  typingPreviewMaxLength: 1000,
  /** A search's length in characters. */
  searchMaxLength: queryMaxLength,
  /** The length of what something is suggested for, in characters. */
  suggestionMinLength: minTyped,
  suggestionMaxLength: maxTyped,
  /** While somebody types, the client says so at most this often. */
  typingIntervalMs: 3000,
  /** Typing that is not signalled again for this long is over. */
  typingTimeoutMs: 6000,
  /** A visitor who waits asks for the place in the queue this often. */
  queuePollMs: 5000,
  /** Who looks at the console says so this often. */
  watchingIntervalMs: 20_000,
} as const;

export type Limits = typeof limits;
