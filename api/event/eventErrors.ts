import { DomainError } from '../core/errors.ts';

/** Events after this cursor are not kept any more. */
export class EventsExpiredError extends DomainError {
  readonly code = 'EVENTS_EXPIRED';
  /** From where on events are there: between the two, some are lost. */
  readonly oldestCursor: string;
  constructor(oldestCursor: string) {
    super('Some of the events after this cursor are not kept any more.');
    this.oldestCursor = oldestCursor;
  }
}
