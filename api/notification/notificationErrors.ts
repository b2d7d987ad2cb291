import { DomainError } from '../core/errors.ts';

/** The endpoint is within a private network, or not by HTTPS: no push service has such a one. */
export class PushAddressRefusedError extends DomainError {
  readonly code = 'PUSH_ADDRESS_REFUSED';
  constructor() {
    super('Pushes go to public addresses by https only.');
  }
}
