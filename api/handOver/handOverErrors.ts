import { DomainError } from '../core/errors.ts';

/** What was handed over can be taken back only for a few seconds, and once. */
export class HandOverExpiredError extends DomainError {
  readonly code = 'HAND_OVER_EXPIRED';
  constructor() {
    super('This hand-over can no longer be undone.');
  }
}
