import { DomainError } from '../core/errors.ts';

/** Login and password do not belong together. Never says which of the two is wrong. */
export class SignInFailedError extends DomainError {
  readonly code = 'SIGN_IN_FAILED';
  constructor() {
    super('The login or the password is wrong.');
  }
}

/** Another agent signs in with this login. */
export class LoginTakenError extends DomainError {
  readonly code = 'LOGIN_TAKEN';
  constructor() {
    super('Another agent has this login.');
  }
}

/** The password that was given as proof is wrong. */
export class WrongPasswordError extends DomainError {
  readonly code = 'WRONG_PASSWORD';
  constructor() {
    super('This is not your password.');
  }
}

/** Whoever is at a sign-in must prove anew who they are, before they change how one signs in. */
export class ProofNeededError extends DomainError {
  readonly code = 'PROOF_NEEDED';
  constructor() {
    super('Prove first that it is you: proveSignIn.');
  }
}

/** Nobody does this to themselves. */
export class OwnAgentError extends DomainError {
  readonly code = 'OWN_AGENT';
  constructor() {
    super('You cannot do this to yourself.');
  }
}

/** The agent is neither ONLINE nor BUSY, so nothing can be given to them. */
export class AgentNotReachableError extends DomainError {
  readonly code = 'AGENT_NOT_REACHABLE';
  constructor() {
    super('This agent is neither ONLINE nor BUSY.');
  }
}

/** The link was used, has been replaced or withdrawn, is too old, or never was one: the four are never told apart. */
export class InvitationExpiredError extends DomainError {
  readonly code = 'INVITATION_EXPIRED';
  constructor() {
    super('This link is not valid any more.');
  }
}
