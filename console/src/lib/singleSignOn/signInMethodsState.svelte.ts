import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { LazyRead } from '#lib/connection/lazyRead.svelte.ts';
import { RequireSecondFactorDocument, SignInMethodsDocument } from '#lib/gql/generated.ts';
import { errorText } from '#lib/setting/errorText.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { SingleSignOnFormState } from './singleSignOnFormState.svelte.ts';

/** How agents sign in, as an admin sets it up. */
export class SignInMethodsState {
  readonly form: LazyRead<SingleSignOnFormState>;
  isSecondFactorRequired = $state(false);
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
    this.form = new LazyRead(async () => {
      const { settings, singleSignOn } = await api.query(SignInMethodsDocument, {});
      this.isSecondFactorRequired = settings.secondFactorRequired;
      return new SingleSignOnFormState(api, singleSignOn);
    });
  }

  /** In force at once, and as before when it is refused. */
  async requireSecondFactor(isRequired: boolean): Promise<void> {
    this.isSecondFactorRequired = isRequired;
    try {
      const input = { secondFactorRequired: isRequired };
      const { updateSettings: answer } = await this.#api.mutate(RequireSecondFactorDocument, { input });
      if (answer.__typename !== 'Settings') this.#takeBack(isRequired, answer.code);
    } catch (error) {
      this.#takeBack(isRequired, codeOf(error));
    }
  }

  #takeBack(isRequired: boolean, code: string): void {
    this.isSecondFactorRequired = !isRequired;
    toastState.show(errorText(code), 'error');
  }
}
