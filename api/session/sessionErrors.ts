import { DomainError } from '../core/errors.ts';

/** The session has ended: nothing can be sent into it any more. */
export class SessionEndedError extends DomainError {
  readonly code = 'SESSION_ENDED';
  constructor() {
    super('This session has ended.');
  }
}
