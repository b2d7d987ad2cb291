import { DomainError } from '../core/errors.ts';

/** What an authenticator app needs to make codes. */
export interface SecondFactorSetup {
  /** In base32, for those who cannot scan. */
  key: string;
  /** What a QR code says: `otpauth://…`. */
  uri: string;
}

/** The password is right, and a second factor is asked for: nobody is signed in yet. */
export class SecondFactorNeededError extends DomainError {
  readonly code = 'SECOND_FACTOR_NEEDED';
  /** What proves, once, that the password was right. */
  readonly challenge: string;
  readonly expiresAt: Date;
  /** What to set up first; null for who has a second factor. */
  readonly setup: SecondFactorSetup | null;
  constructor(challenge: string, expiresAt: Date, setup: SecondFactorSetup | null) {
    super(setup ? 'Set a second factor up to sign in.' : 'Answer with a code of the second factor.');
    this.challenge = challenge;
    this.expiresAt = expiresAt;
    this.setup = setup;
  }
}

/** Too much time has passed since the password, or somebody has gone on from there already: sign in anew. */
export class ChallengeOverError extends DomainError {
  readonly code = 'CHALLENGE_OVER';
  constructor() {
    super('Sign in with login and password again.');
  }
}

/** It is no code of this moment, was used already, or is no recovery code. */
export class WrongCodeError extends DomainError {
  readonly code = 'WRONG_CODE';
  constructor() {
    super('The code is wrong, or was used already.');
  }
}

/** There is a second factor, which must be removed first. */
export class SecondFactorOnError extends DomainError {
  readonly code = 'SECOND_FACTOR_ON';
  constructor() {
    super('You have a second factor already.');
  }
}

/** There is no second factor, or none that was begun. */
export class SecondFactorOffError extends DomainError {
  readonly code = 'SECOND_FACTOR_OFF';
  constructor() {
    super('There is no second factor.');
  }
}
