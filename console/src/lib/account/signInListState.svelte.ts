import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { LazyRead } from '#lib/connection/lazyRead.svelte.ts';
import {
  EndOtherSignInsDocument,
  EndSignInDocument,
  SignInsDocument,
  type OwnSignInFragment,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { deviceName } from './signInText.ts';

/** Where the agent is signed in, to be looked at and ended. */
export class SignInListState {
  readonly signIns: LazyRead<readonly OwnSignInFragment[]>;
  readonly otherCount = $derived.by(
    () => this.signIns.value?.filter(({ isCurrent }) => !isCurrent).length ?? 0,
  );
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
    this.signIns = new LazyRead(async () => (await api.query(SignInsDocument, {})).signIns);
  }

  async end(signIn: OwnSignInFragment): Promise<void> {
    const device = deviceName(signIn);
    const isConfirmed = await confirmState.ask({
      title: m.sign_in_end_title({ device }),
      text: m.sign_in_end_text(),
      confirmLabel: m.sign_in_end(),
      isDangerous: true,
    });
    if (!isConfirmed) return;
    await this.#try(async () => {
      const input = { signInId: signIn.id };
      const { endSignIn: answer } = await this.#api.mutate(EndSignInDocument, { input });
      // One that is over already is what was wanted.
      if (answer.__typename === 'SignOutReceipt' || answer.__typename === 'NotFoundError')
        toastState.show(m.sign_in_ended({ device }));
      else toastState.show(errorText(answer.code), 'error');
    });
  }

  async endOthers(): Promise<void> {
    const isConfirmed = await confirmState.ask({
      title: m.sign_ins_end_others_title({ count: this.otherCount }),
      text: m.sign_ins_end_others_text(),
      confirmLabel: m.sign_in_end(),
      isDangerous: true,
    });
    if (!isConfirmed) return;
    await this.#try(async () => {
      const { endOtherSignIns: answer } = await this.#api.mutate(EndOtherSignInsDocument, {});
      if (answer.__typename === 'SignOutReceipt')
        toastState.show(m.sign_ins_others_ended({ count: answer.endedCount }));
      else toastState.show(errorText(answer.code), 'error');
    });
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      toastState.show(errorText(codeOf(error)), 'error');
    }
    await this.signIns.load();
  }
}
