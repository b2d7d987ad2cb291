import type { Visitor } from '../../prisma/generated/client/client.ts';
import { DomainError } from '../core/errors.ts';

/** Somebody else has changed it since whoever asks read it: look at what is there now, then decide. */
export class EditConflictError extends DomainError {
  readonly code = 'EDIT_CONFLICT';
  /** As it is now. */
  readonly visitor: Visitor;
  constructor(visitor: Visitor) {
    super('Somebody else has changed this meanwhile.');
    this.visitor = visitor;
  }
}

/** The visitor is on the site or in a live session: end it first. */
export class LiveVisitorError extends DomainError {
  readonly code = 'LIVE_VISITOR';
  constructor() {
    super('The visitor has a live session.');
  }
}
