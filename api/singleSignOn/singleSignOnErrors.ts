import { DomainError } from '../core/errors.ts';

/** Single sign-on is not set up, or switched off. */
export class SingleSignOnOffError extends DomainError {
  readonly code = 'SINGLE_SIGN_ON_OFF';
  constructor() {
    super('Single sign-on is not in use here.');
  }
}

/** Passwords are not taken: sign in at the provider. */
export class SingleSignOnOnlyError extends DomainError {
  readonly code = 'SINGLE_SIGN_ON_ONLY';
  constructor() {
    super('This organisation signs in by single sign-on only.');
  }
}

/** The provider does not answer, or not as it should; the log says more. */
export class ProviderFailedError extends DomainError {
  readonly code = 'PROVIDER_FAILED';
  constructor() {
    super('The identity provider does not answer as it should.');
  }
}

/** Whoever was asked at the provider said no, or the provider did. */
export class ProviderRefusedError extends DomainError {
  readonly code = 'PROVIDER_REFUSED';
  constructor() {
    super('The identity provider refused the sign-in.');
  }
}

/** It took too long, began in another browser, or was answered already. */
export class SignInInterruptedError extends DomainError {
  readonly code = 'SIGN_IN_INTERRUPTED';
  constructor() {
    super('Begin the sign-in again.');
  }
}

/** No agent has this account. */
export class AccountNotLinkedError extends DomainError {
  readonly code = 'ACCOUNT_NOT_LINKED';
  constructor() {
    super('No agent is linked with this account.');
  }
}

/** The account has no verified address of an allowed domain. */
export class AccountNotWelcomeError extends DomainError {
  readonly code = 'ACCOUNT_NOT_WELCOME';
  constructor() {
    super('Accounts like this are not allowed here.');
  }
}

/** Another agent has this account, or this agent another one. */
export class AccountTakenError extends DomainError {
  readonly code = 'ACCOUNT_TAKEN';
  constructor() {
    super('This account, or this agent, is linked already.');
  }
}
