import { DomainError } from '../core/errors.ts';

/** The message has been there for too long to be taken back. */
export class TooLateToRecallError extends DomainError {
  readonly code = 'TOO_LATE_TO_RECALL';
  constructor() {
    super('A message can be taken back for two minutes only.');
  }
}
