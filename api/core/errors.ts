/** An answer that says no: expected, typed, shown to whoever asked. Its text is for developers; clients put `code` into words. */
export abstract class DomainError extends Error {
  abstract readonly code: string;
}

/** Nobody is signed in, or the sign-in is over. */
export class NotSignedInError extends DomainError {
  readonly code = 'NOT_SIGNED_IN';
  constructor() {
    super('Sign in first.');
  }
}

/** Whoever asks may not do this. */
export class NotAllowedError extends DomainError {
  readonly code = 'NOT_ALLOWED';
  constructor(message = 'You are not allowed to do this.') {
    super(message);
  }
}

/** There is no such thing, or whoever asks may not know of it: the two are never told apart. */
export class NotFoundError extends DomainError {
  readonly code = 'NOT_FOUND';
  constructor(what: string) {
    super(`There is no such ${what}.`);
  }
}

export type ViolationRule =
  'REQUIRED' | 'TOO_SHORT' | 'TOO_LONG' | 'OUT_OF_RANGE' | 'MALFORMED' | 'GUESSABLE';

/** One rule that one field of an input breaks. */
export interface Violation {
  field: string;
  rule: ViolationRule;
  /** The bound that was passed, where the rule has one. */
  limit?: number | undefined;
}

/** The input breaks a rule; nothing was changed. */
export class InvalidInputError extends DomainError {
  readonly code = 'INVALID_INPUT';
  readonly violations: Violation[];
  constructor(violations: Violation[]) {
    super(violations.map(({ field, rule }) => `${field}: ${rule}`).join('; '));
    this.violations = violations;
  }
}

/** Not now: the same may well be done a little later. */
export abstract class TryLaterError extends DomainError {
  abstract readonly retryAfterSeconds: number;
}

/** The process has more to do than it can; what was asked has not been begun. */
export class OverloadedError extends TryLaterError {
  readonly code = 'OVERLOADED';
  readonly retryAfterSeconds = 1;
  constructor() {
    super('Too much to do right now. Try again in a second.');
  }
}

/** What is needed for it has no room left, or is away; nothing was stored. */
export class UnavailableError extends TryLaterError {
  readonly code = 'UNAVAILABLE';
  readonly retryAfterSeconds = 5;
  constructor() {
    super('This cannot be stored right now. Try again in a few seconds.');
  }
}

/** Too often in too short a time. */
export class TooManyAttemptsError extends TryLaterError {
  readonly code = 'TOO_MANY_ATTEMPTS';
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super(`Too many attempts. Try again in ${retryAfterSeconds} seconds.`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
