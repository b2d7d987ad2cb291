import { DomainError } from '../core/errors.ts';

/** The visitor, or the address, may neither open sessions nor write. Never says why, nor until when. */
export class VisitorBlockedError extends DomainError {
  readonly code = 'VISITOR_BLOCKED';
  constructor() {
    super('This chat is not available.');
  }
}
