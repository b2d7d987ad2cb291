import { DomainError } from '../core/errors.ts';

/** There is no such token for a test message, or it is used or too old. */
export class TestTokenRefusedError extends DomainError {
  readonly code = 'TEST_TOKEN_REFUSED';
  constructor() {
    super('There is no such token for a test message, or it is used or too old.');
  }
}
