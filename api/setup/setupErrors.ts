import { DomainError } from '../core/errors.ts';

/** The token is wrong or too old, or the installation is set up already: which of these is not told. */
export class SetupRefusedError extends DomainError {
  readonly code = 'SETUP_REFUSED';
  constructor() {
    super('Only the address that the server printed at its last start leads on, once.');
  }
}
