import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { ProveSignInDocument, type RefusalFragment } from '#lib/gql/generated.ts';
import { errorText } from '#lib/setting/errorText.ts';
import { refusalText } from '#lib/setting/refusalText.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';

/** What the proof is for, in words. */
export interface ProofQuestion {
  title: string;
  text: string;
  submitLabel: string;
  isDangerous?: boolean;
  /** Whether there is a second factor, which is asked for too. */
  needsCode: boolean;
}

/** The dialog in which an agent proves anew who they are, before something that changes how they sign in. */
export class ProofFormState {
  password = $state('');
  code = $state('');
  isBusy = $state(false);
  passwordError = $state<string | null>(null);
  codeError = $state<string | null>(null);
  readonly question: ProofQuestion;
  readonly #api: Pick<Api, 'mutate'>;

  readonly canSubmit = $derived.by(
    () => !this.isBusy && this.password !== '' && !(this.question.needsCode && !this.code.trim()),
  );

  constructor(api: Pick<Api, 'mutate'>, question: ProofQuestion) {
    this.#api = api;
    this.question = question;
  }

  async submit(): Promise<void> {
    if (!this.canSubmit) return;
    this.passwordError = this.codeError = null;
    this.isBusy = true;
    try {
      const code = this.question.needsCode ? this.code.trim() : null;
      const input = { password: this.password, code };
      const { proveSignIn: answer } = await this.#api.mutate(ProveSignInDocument, { input });
      if (answer.__typename === 'SignInProof') proofDialog.close(true);
      else this.#refuse(answer);
    } catch (error) {
      this.passwordError = errorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }

  #refuse(refusal: RefusalFragment): void {
    if (refusal.code === 'WRONG_CODE') this.codeError = refusalText(refusal);
    else this.passwordError = refusalText(refusal);
  }
}

/** Answers with true once it is proved. */
export const proofDialog = new DialogState<ProofFormState, true>();
