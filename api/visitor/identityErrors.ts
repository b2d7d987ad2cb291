import { DomainError } from '../core/errors.ts';

/** Why a token is not believed. */
export type IdentityRefusal =
  'MALFORMED' | 'WRONG_SIGNATURE' | 'WRONG_SITE' | 'EXPIRED' | 'LIFETIME_TOO_LONG';

/** The token does not prove who the visitor is; nothing was changed. */
export class IdentityRefusedError extends DomainError {
  readonly code = 'IDENTITY_REFUSED';
  readonly reason: IdentityRefusal;
  constructor(reason: IdentityRefusal) {
    super(`The identity token is not believed: ${reason}.`);
    this.reason = reason;
  }
}
