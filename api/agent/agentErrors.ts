import { DomainError } from '../core/errors.ts';

/** Login and password do not belong together. Never says which of the two is wrong. */
export class SignInFailedError extends DomainError {
  readonly code = 'SIGN_IN_FAILED';
  constructor() {
    super('The login or the password is wrong.');
  }
}
