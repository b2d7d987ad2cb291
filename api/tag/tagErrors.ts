import { DomainError } from '../core/errors.ts';

/** Another tag has this name already. */
export class TagNameTakenError extends DomainError {
  readonly code = 'TAG_NAME_TAKEN';
  constructor() {
    super('Another tag has this name.');
  }
}
