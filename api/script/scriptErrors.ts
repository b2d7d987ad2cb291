import { DomainError } from '../core/errors.ts';

/** There are as many scripts as there may be. */
export class TooManyScriptsError extends DomainError {
  readonly code = 'TOO_MANY_SCRIPTS';
  constructor() {
    super('There are as many scripts as there may be. Delete one first.');
  }
}
