import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { SignInDocument } from '#lib/gql/generated.ts';
import { SecondStepState } from '#lib/secondFactor/secondStepState.svelte.ts';

/** The sign-in form: what was typed, what came of it. */
export class SignInState {
  login = $state('');
  password = $state('');
  isBusy = $state(false);
  /** Why signing in failed, as the API names it. */
  code = $state<string | null>(null);
  /** Seconds to wait after too many attempts. */
  waitSeconds = $state(0);

  /** What comes after the right password, for who has a second factor or must set one up. */
  secondStep = $state.raw<SecondStepState | null>(null);

  readonly canSubmit = $derived(!this.isBusy && this.waitSeconds === 0);
  readonly #api: Api;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Resolves to whether the agent is signed in now. */
  async submit(): Promise<boolean> {
    if (!this.canSubmit) return false;
    this.isBusy = true;
    this.code = null;
    try {
      const { signIn } = await this.#api.mutate(SignInDocument, {
        input: { login: this.login.trim(), password: this.password },
      });
      if (signIn.__typename === 'Agent') return true;
      if (signIn.__typename === 'SecondFactorNeededError') {
        const onOver = (code: string) => this.beginAnew(code);
        this.secondStep = new SecondStepState({ api: this.#api, needed: signIn, onOver });
        this.password = '';
        return false;
      }
      this.code = signIn.code;
      if (signIn.__typename === 'TooManyAttemptsError') this.#wait(signIn.retryAfterSeconds);
      else this.password = '';
      return false;
    } catch (error) {
      this.code = codeOf(error);
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  /** Back to login and password. */
  beginAnew(code: string | null = null): void {
    this.secondStep = null;
    this.code = code;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #wait(seconds: number): void {
    this.waitSeconds = seconds;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => {
      this.waitSeconds -= 1;
      if (this.waitSeconds > 0) return;
      this.stop();
      if (this.code === 'TOO_MANY_ATTEMPTS') this.code = null;
    }, 1_000);
  }
}
