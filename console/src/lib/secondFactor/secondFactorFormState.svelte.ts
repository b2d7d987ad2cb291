import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  BeginSecondFactorDocument,
  ConfirmSecondFactorDocument,
  RemoveSecondFactorDocument,
  RenewRecoveryCodesDocument,
  type RefusalFragment,
  type SecondFactorKeyFragment,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { refusalText } from '#lib/setting/refusalText.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';

/** What is being done: switched on in three steps, switched off, or given new recovery codes. */
export type SecondFactorStep = 'password' | 'setup' | 'remove' | 'renew' | 'codes';

/** The dialog in which the own second factor is changed. */
export class SecondFactorFormState {
  step = $state<SecondFactorStep>('password');
  password = $state('');
  code = $state('');
  isBusy = $state(false);
  passwordError = $state<string | null>(null);
  codeError = $state<string | null>(null);
  setup = $state.raw<SecondFactorKeyFragment | null>(null);
  recoveryCodes = $state.raw<readonly string[]>([]);
  readonly #api: Pick<Api, 'mutate'>;

  readonly needsPassword = $derived(this.step === 'password' || this.step === 'remove');
  readonly needsCode = $derived(this.step !== 'password' && this.step !== 'codes');
  readonly canSubmit = $derived(
    !this.isBusy && !(this.needsPassword && !this.password) && !(this.needsCode && !this.code.trim()),
  );

  constructor(api: Pick<Api, 'mutate'>, step: SecondFactorStep) {
    this.#api = api;
    this.step = step;
  }

  /** Goes a step further; the dialog closes after the last one. */
  async submit(): Promise<void> {
    if (!this.canSubmit) return;
    this.passwordError = this.codeError = null;
    this.isBusy = true;
    try {
      await this.#go();
    } catch (error) {
      this.#fail(errorText(codeOf(error)));
    } finally {
      this.isBusy = false;
    }
  }

  async #go(): Promise<void> {
    const { password, step } = this;
    const code = this.code.trim();
    if (step === 'password') {
      const { beginSecondFactor: answer } = await this.#api.mutate(BeginSecondFactorDocument, {
        input: { password },
      });
      if (answer.__typename !== 'SecondFactorSetup') return this.#refuse(answer);
      this.setup = answer;
      this.step = 'setup';
    } else if (step === 'setup') {
      const { confirmSecondFactor: answer } = await this.#api.mutate(ConfirmSecondFactorDocument, {
        input: { code },
      });
      if (answer.__typename === 'RecoveryCodes') this.#show(answer.codes);
      else this.#refuse(answer);
    } else if (step === 'renew') {
      const { renewRecoveryCodes: answer } = await this.#api.mutate(RenewRecoveryCodesDocument, {
        input: { code },
      });
      if (answer.__typename === 'RecoveryCodes') this.#show(answer.codes);
      else this.#refuse(answer);
    } else if (step === 'remove') {
      const { removeSecondFactor: answer } = await this.#api.mutate(RemoveSecondFactorDocument, {
        input: { password, code },
      });
      if (answer.__typename === 'SecondFactor') secondFactorDialog.close(m.second_factor_switched_off());
      else this.#refuse(answer);
    } else secondFactorDialog.close(m.second_factor_switched_on());
  }

  #show(codes: readonly string[]): void {
    this.recoveryCodes = codes;
    this.step = 'codes';
  }

  #refuse(refusal: RefusalFragment): void {
    if (refusal.code === 'WRONG_PASSWORD') this.passwordError = refusalText(refusal);
    else this.#fail(refusalText(refusal));
  }

  #fail(text: string): void {
    if (this.needsCode) this.codeError = text;
    else this.passwordError = text;
  }
}

/** Answers with what has been done, in words. */
export const secondFactorDialog = new DialogState<SecondFactorFormState, string>();
