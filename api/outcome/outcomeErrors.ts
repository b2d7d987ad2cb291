import { DomainError } from '../core/errors.ts';

/** Another outcome that is offered has this name already. */
export class OutcomeNameTakenError extends DomainError {
  readonly code = 'OUTCOME_NAME_TAKEN';
  constructor() {
    super('Another outcome has this name.');
  }
}
