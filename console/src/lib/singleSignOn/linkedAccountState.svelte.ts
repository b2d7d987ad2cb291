import { proofDialog, ProofFormState, type ProofQuestion } from '#lib/account/proofFormState.svelte.ts';
import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { LazyRead } from '#lib/connection/lazyRead.svelte.ts';
import { LinkedAccountDocument, UnlinkAccountDocument, type LinkedAccountQuery } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { linkAddress } from './providerAddress.ts';

/** The agent's account at the organisation's provider. */
export class LinkedAccountState {
  readonly standing: LazyRead<LinkedAccountQuery>;
  /** What stands on the sign-in page's button; null where there is no single sign-on. */
  readonly buttonText = $derived.by(() => this.standing.value?.signInWays.singleSignOn ?? null);
  readonly account = $derived.by(() => this.standing.value?.linkedAccount ?? null);
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
    this.standing = new LazyRead(() => api.query(LinkedAccountDocument, {}));
  }

  /** @param leave goes to another address */
  async link(leave: (address: string) => void): Promise<void> {
    const isProved = await this.#askForProof({
      title: m.linked_account_link_title(),
      text: m.linked_account_link_text(),
      submitLabel: m.linked_account_link_next(),
    });
    if (isProved) leave(linkAddress);
  }

  async unlink(): Promise<void> {
    const isProved = await this.#askForProof({
      title: m.linked_account_unlink_title({ label: this.account?.label ?? '' }),
      text: m.linked_account_unlink_text(),
      submitLabel: m.linked_account_unlink(),
      isDangerous: true,
    });
    if (!isProved) return;
    try {
      const { unlinkAccount: answer } = await this.#api.mutate(UnlinkAccountDocument, {});
      const isGone = answer.__typename === 'DeletionReceipt' || answer.__typename === 'NotFoundError';
      if (isGone) toastState.show(m.linked_account_unlinked());
      else toastState.show(errorText(answer.code), 'error');
    } catch (error) {
      toastState.show(errorText(codeOf(error)), 'error');
    }
    await this.standing.load();
  }
  /** An unattended console must not be enough to change how somebody signs in. */
  async #askForProof(question: Omit<ProofQuestion, 'needsCode'>): Promise<boolean> {
    const needsCode = this.standing.value?.secondFactor.since != null;
    return (await proofDialog.ask(new ProofFormState(this.#api, { ...question, needsCode }))) === true;
  }
}
