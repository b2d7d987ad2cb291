/** Bounds and timings that clients follow and never repeat in their own code. */
export const limits = {
  /** A message's length in characters (code points). */
  messageMaxLength: 4000,
  /** While somebody types, the client says so at most this often. */
  typingIntervalMs: 3000,
  /** Typing that is not signalled again for this long is over. */
  typingTimeoutMs: 6000,
  /** A visitor who has waited longer for an answer is overdue (SPEC 2). */
  overdueSeconds: 60,
} as const;

export type Limits = typeof limits;
