import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { ChangePasswordDocument, type RefusalFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { violationText } from '#lib/setting/violationText.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { passwordStrength } from './passwordStrength.ts';

interface PasswordFormOptions {
  api: Pick<Api, 'mutate'>;
  login: string;
  /** Called when sign-ins elsewhere have ended. */
  onChanged: () => void;
}

/** The agent's own password, to be changed. */
export class PasswordFormState {
  oldPassword = $state('');
  newPassword = $state('');
  again = $state('');
  isBusy = $state(false);
  oldError = $state<string | null>(null);
  newError = $state<string | null>(null);
  againError = $state<string | null>(null);
  /** Why it was not done, in words. */
  error = $state<string | null>(null);
  readonly login: string;
  readonly #options: PasswordFormOptions;

  /** Null while nothing is typed. */
  readonly strength = $derived.by(() =>
    this.newPassword ? passwordStrength(this.newPassword, this.login) : null,
  );
  readonly canSubmit = $derived(
    !this.isBusy && this.oldPassword !== '' && this.newPassword !== '' && this.again !== '',
  );

  constructor(options: PasswordFormOptions) {
    this.#options = options;
    this.login = options.login;
  }

  async submit(): Promise<void> {
    if (!this.canSubmit) return;
    this.error = this.oldError = this.newError = null;
    this.againError = this.again === this.newPassword ? null : m.password_differs();
    if (this.againError) return;
    this.isBusy = true;
    try {
      const { oldPassword, newPassword } = this;
      const { changePassword: answer } = await this.#options.api.mutate(ChangePasswordDocument, {
        input: { oldPassword, newPassword },
      });
      if (answer.__typename === 'SignOutReceipt') this.#finish(answer.endedCount);
      else this.#showRefusal(answer);
    } catch (error) {
      this.error = errorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }

  #finish(endedCount: number): void {
    this.oldPassword = this.newPassword = this.again = '';
    toastState.show(
      endedCount > 0 ? m.password_changed_elsewhere({ count: endedCount }) : m.password_changed(),
    );
    this.#options.onChanged();
  }

  #showRefusal(refusal: RefusalFragment): void {
    const violation = refusal.__typename === 'InvalidInputError' ? refusal.violations[0] : undefined;
    if (violation)
      this.newError = violation.rule === 'GUESSABLE' ? m.password_guessable() : violationText(violation);
    else if (refusal.code === 'WRONG_PASSWORD') this.oldError = errorText(refusal.code);
    else this.error = errorText(refusal.code);
  }
}
