import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { LazyRead } from '#lib/connection/lazyRead.svelte.ts';
import { LinkedAccountDocument, UnlinkAccountDocument, type LinkedAccountQuery } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';

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

  async unlink(): Promise<void> {
    const isConfirmed = await confirmState.ask({
      title: m.linked_account_unlink_title({ label: this.account?.label ?? '' }),
      text: m.linked_account_unlink_text(),
      confirmLabel: m.linked_account_unlink(),
      isDangerous: true,
    });
    if (!isConfirmed) return;
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
}
