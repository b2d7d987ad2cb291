import { keepLooking } from '#lib/clock/keepLooking.ts';
import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  DeleteWebhookDocument,
  RotateWebhookSecretDocument,
  SendTestEventDocument,
  UpdateWebhookDocument,
  WebhooksDocument,
  type WebhookCardFragment,
  type WebhooksQuery,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import type { WebhookLedgerState } from './webhookLedgerState.svelte.ts';
import { webhookFormDialog, WebhookFormState } from './webhookFormState.svelte.ts';
import { attemptText, isGoodAttempt } from './webhookText.ts';

/** Whoever waits for a delivery looks for it; new ones are no news to wait for. */
const pollMs = { pending: 3_000, quiet: 20_000 };

export type WebhooksApi = Pick<Api, 'query' | 'mutate'>;

/** All webhooks, to be made, changed, tried out, switched and deleted. */
export class WebhooksState {
  all = $state.raw<readonly WebhookCardFragment[]>([]);
  sites = $state.raw<WebhooksQuery['sites']>([]);
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  failureCode = $state<string | null>(null);
  /** Which one is being tried out. */
  testedId = $state<string | null>(null);
  readonly #api: WebhooksApi;

  constructor(api: WebhooksApi) {
    this.#api = api;
  }

  find(id: string | null): WebhookCardFragment | undefined {
    return this.all.find((webhook) => webhook.id === id);
  }

  /** Fetches them anew; what is there stays until the answer has come. */
  async refresh(): Promise<void> {
    if (this.status === 'failed') this.status = 'loading';
    try {
      const { webhooks, sites } = await this.#api.query(WebhooksDocument, {});
      this.all = webhooks;
      this.sites = sites;
      this.status = 'ready';
    } catch (error) {
      this.failureCode = codeOf(error);
      if (this.status === 'loading') this.status = 'failed';
    }
  }

  /** Keeps an eye on what becomes of deliveries, of which nobody tells, until the returned function is called. */
  watch(ledger: WebhookLedgerState | null): () => void {
    return keepLooking(async () => {
      await Promise.all([this.status === 'ready' && this.refresh(), ledger?.keepCurrent()]);
      const isPending = ledger ? ledger.isPending : this.all.some(({ health }) => health.pendingCount > 0);
      return isPending ? pollMs.pending : pollMs.quiet;
    }, pollMs.pending);
  }

  async create(): Promise<void> {
    const made = await this.#ask(null);
    if (made) this.#take(made);
  }

  async edit(webhook: WebhookCardFragment): Promise<void> {
    const changed = await this.#ask(webhook);
    if (changed) this.#take(changed);
    else await this.refresh();
  }

  /** Switches one off, or on again. */
  async toggle({ id, name, isEnabled }: WebhookCardFragment): Promise<void> {
    await this.#do(async () => {
      const input = { webhookId: id, isEnabled: !isEnabled };
      const { updateWebhook } = await this.#api.mutate(UpdateWebhookDocument, { input });
      if (updateWebhook.__typename !== 'Webhook') return updateWebhook.code;
      this.#take(updateWebhook);
      toastState.show(isEnabled ? m.webhook_turned_off({ name }) : m.webhook_turned_on({ name }));
      return null;
    });
  }

  async remove({ id, name }: WebhookCardFragment): Promise<boolean> {
    const isConfirmed = await confirmState.ask({
      title: m.webhook_delete_title({ name }),
      text: m.webhook_delete_text(),
      confirmLabel: m.webhook_delete(),
      isDangerous: true,
    });
    if (!isConfirmed) return false;
    return this.#do(async () => {
      const { deleteWebhook } = await this.#api.mutate(DeleteWebhookDocument, { input: { webhookId: id } });
      const isGone =
        deleteWebhook.__typename === 'DeletionReceipt' || deleteWebhook.__typename === 'NotFoundError';
      if (!isGone) return deleteWebhook.code;
      this.all = this.all.filter((other) => other.id !== id);
      toastState.show(m.webhook_deleted({ name }));
      return null;
    });
  }

  async rotate({ id }: WebhookCardFragment): Promise<void> {
    const isConfirmed = await confirmState.ask({
      title: m.webhook_rotate_title(),
      text: m.webhook_rotate_text(),
      confirmLabel: m.webhook_rotate(),
    });
    if (!isConfirmed) return;
    await this.#do(async () => {
      const input = { webhookId: id };
      const { rotateWebhookSecret } = await this.#api.mutate(RotateWebhookSecretDocument, { input });
      if (rotateWebhookSecret.__typename !== 'Webhook') return rotateWebhookSecret.code;
      this.#take(rotateWebhookSecret);
      toastState.show(m.webhook_rotated());
      return null;
    });
  }

  /** Sends a test, and tells what came of it. */
  async test({ id }: WebhookCardFragment): Promise<void> {
    if (this.testedId) return;
    this.testedId = id;
    await this.#do(async () => {
      const { sendTestEvent } = await this.#api.mutate(SendTestEventDocument, { input: { webhookId: id } });
      if (sendTestEvent.__typename !== 'WebhookDelivery') return sendTestEvent.code;
      const [attempt] = sendTestEvent.attempts;
      if (attempt && isGoodAttempt(attempt)) {
        const { statusCode, durationMs: ms } = attempt;
        toastState.show(m.webhook_test_done({ status: String(statusCode), ms }));
      } else if (attempt) toastState.show(m.webhook_test_failed({ reason: attemptText(attempt) }), 'error');
      return null;
    });
    this.testedId = null;
    await this.refresh();
  }

  #ask(webhook: WebhookCardFragment | null): Promise<WebhookCardFragment | null> {
    return webhookFormDialog.ask(new WebhookFormState({ api: this.#api, webhook, sites: this.sites }));
  }

  #take(webhook: WebhookCardFragment): void {
    const isKnown = this.find(webhook.id) !== undefined;
    this.all = isKnown
      ? this.all.map((other) => (other.id === webhook.id ? webhook : other))
      : [...this.all, webhook];
  }

  /** Does something that may be refused: then says why, and looks at what is there now. */
  async #do(work: () => Promise<string | null>): Promise<boolean> {
    const code = await work().catch(codeOf);
    if (code === null) return true;
    toastState.show(errorText(code), 'error');
    await this.refresh();
    return false;
  }
}
