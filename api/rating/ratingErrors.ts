import { DomainError } from '../core/errors.ts';

/** The session cannot be rated: it goes on, nobody was answered in it, it is over for too long, or the site does not ask. */
export class RatingClosedError extends DomainError {
  readonly code = 'RATING_CLOSED';
  constructor() {
    super('The session cannot be rated, or not any more.');
  }
}
