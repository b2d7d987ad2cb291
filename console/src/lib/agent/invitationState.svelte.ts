import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { LazyRead } from '#lib/connection/lazyRead.svelte.ts';
import {
  AcceptInvitationDocument,
  InvitationDocument,
  SignInDocument,
  type InvitationQuery,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { refusalText } from '#lib/setting/refusalText.ts';

/** What came of it: signed in, or the password is set and signing in is still to be done. */
export type InvitationOutcome = 'SIGNED_IN' | 'ACCEPTED';

/** The page of a link on which an agent chooses a password. */
export class InvitationState {
  password = $state('');
  repeated = $state('');
  isBusy = $state(false);
  /** The link is good no more. */
  isExpired = $state(false);
  passwordError = $state<string | null>(null);
  repeatedError = $state<string | null>(null);
  error = $state<string | null>(null);
  readonly invitation: LazyRead<InvitationQuery['invitation']>;
  readonly #api: Api;
  readonly #token: string;

  /** @param hash what stands behind the `#` of the address */
  constructor(api: Api, hash: string) {
    this.#api = api;
    this.#token = hash.replace(/^#/, '');
    this.invitation = new LazyRead(async () => {
      const { invitation } = await api.query(InvitationDocument, { token: this.#token });
      this.isExpired = invitation === null;
      return invitation;
    });
  }

  /** Sets the password and signs in with it; null when something is still wrong. */
  async submit(): Promise<InvitationOutcome | null> {
    if (this.isBusy) return null;
    this.error = null;
    this.passwordError = this.password === '' ? m.violation_required() : null;
    this.repeatedError = this.password === this.repeated ? null : m.invitation_mismatch();
    if (this.passwordError ?? this.repeatedError) return null;
    this.isBusy = true;
    try {
      const input = { token: this.#token, password: this.password };
      const { acceptInvitation } = await this.#api.mutate(AcceptInvitationDocument, { input });
      if (acceptInvitation.__typename === 'Invitation') return await this.#signIn(acceptInvitation.login);
      if (acceptInvitation.__typename === 'InvitationExpiredError') this.isExpired = true;
      else if (acceptInvitation.__typename === 'InvalidInputError')
        this.passwordError = refusalText(acceptInvitation);
      else this.error = errorText(acceptInvitation.code);
    } catch (error) {
      this.error = errorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
    return null;
  }

  /** The password is set by now, whatever comes of this. */
  async #signIn(login: string): Promise<InvitationOutcome> {
    const input = { login, password: this.password };
    const answer = await this.#api.mutate(SignInDocument, { input }).catch(() => null);
    return answer?.signIn.__typename === 'Agent' ? 'SIGNED_IN' : 'ACCEPTED';
  }
}
