import type { Api } from '#lib/connection/api.ts';
import { LazyRead } from '#lib/connection/lazyRead.svelte.ts';
import { SecondFactorDocument, type SecondFactorStandingFragment } from '#lib/gql/generated.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { secondFactorDialog, SecondFactorFormState } from './secondFactorFormState.svelte.ts';

/** Of fewer recovery codes the agent is told to make new ones. */
const few = 3;

/** How it stands with the own second factor, and what can be done about it. */
export class SecondFactorState {
  readonly standing: LazyRead<SecondFactorStandingFragment>;
  readonly isOn = $derived.by(() => this.standing.value?.since != null);
  readonly areCodesFew = $derived.by(
    () => this.isOn && (this.standing.value?.recoveryCodesLeft ?? few) < few,
  );
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
    this.standing = new LazyRead(async () => (await api.query(SecondFactorDocument, {})).secondFactor);
  }

  readonly begin = () => this.#ask('password');
  readonly renew = () => this.#ask('renew');
  readonly remove = () => this.#ask('remove');

  async #ask(step: 'password' | 'renew' | 'remove'): Promise<void> {
    const done = await secondFactorDialog.ask(new SecondFactorFormState(this.#api, step));
    if (done !== null && step !== 'renew') toastState.show(done);
    await this.standing.load();
  }
}
