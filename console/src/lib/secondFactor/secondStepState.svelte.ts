import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  AnswerSecondFactorDocument,
  SetUpSecondFactorDocument,
  type NeededSecondFactorFragment,
  type SecondFactorKeyFragment,
} from '#lib/gql/generated.ts';

interface SecondStepOptions {
  api: Pick<Api, 'mutate'>;
  needed: NeededSecondFactorFragment;
  /** Called when the password must be given again, with the reason. */
  onOver: (code: string) => void;
}

/** The second step of signing in: a code, a recovery code, or a second factor to be set up first. */
export class SecondStepState {
  code = $state('');
  /** Whether a recovery code is given instead of one of the app. */
  isRecovery = $state(false);
  isBusy = $state(false);
  /** Why it failed, as the API names it. */
  problem = $state<string | null>(null);
  /** Those of a second factor that was just set up: the agent is signed in, and must keep them first. */
  recoveryCodes = $state.raw<readonly string[] | null>(null);
  readonly setup: SecondFactorKeyFragment | null;
  readonly canSubmit = $derived(!this.isBusy && this.code.trim() !== '');
  readonly #options: SecondStepOptions;

  constructor(options: SecondStepOptions) {
    this.#options = options;
    this.setup = options.needed.setup ?? null;
  }

  switchKind(): void {
    this.isRecovery = !this.isRecovery;
    this.code = '';
    this.problem = null;
  }

  /** Resolves to whether the agent is signed in and there is nothing more to show. */
  async submit(): Promise<boolean> {
    if (!this.canSubmit) return false;
    this.isBusy = true;
    this.problem = null;
    try {
      return await (this.setup ? this.#setUp() : this.#answer());
    } catch (error) {
      this.problem = codeOf(error);
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  async #answer(): Promise<boolean> {
    const { answerSecondFactor: answer } = await this.#options.api.mutate(AnswerSecondFactorDocument, {
      input: this.#input(),
    });
    if (answer.__typename === 'Agent') return true;
    this.#refuse(answer.code);
    return false;
  }

  async #setUp(): Promise<boolean> {
    const { setUpSecondFactor: answer } = await this.#options.api.mutate(SetUpSecondFactorDocument, {
      input: this.#input(),
    });
    if (answer.__typename === 'SecondFactorSignIn') this.recoveryCodes = answer.recoveryCodes;
    else this.#refuse(answer.code);
    return false;
  }

  #input() {
    return { challenge: this.#options.needed.challenge, code: this.code.trim() };
  }

  #refuse(code: string): void {
    this.code = '';
    if (code === 'CHALLENGE_OVER') this.#options.onOver(code);
    else this.problem = code;
  }
}
