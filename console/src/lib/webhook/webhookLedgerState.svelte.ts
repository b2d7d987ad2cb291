import { codeOf } from '#lib/connection/failure.ts';
import {
  ReplayWebhookDeliveriesDocument,
  ReplayWebhookDeliveryDocument,
  WebhookDeliveriesDocument,
  WebhookDeliveryDocument,
  type DeliveryDetailsFragment,
  type DeliveryLineFragment,
  type WebhookDeliveryStatus,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import type { WebhooksApi } from './webhooksState.svelte.ts';

const dayMs = 86_400_000;

/** What one webhook was told, and is to be told, page by page, the latest first. */
export class WebhookLedgerState {
  lines = $state.raw<readonly DeliveryLineFragment[]>([]);
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  failureCode = $state<string | null>(null);
  filter = $state<WebhookDeliveryStatus | null>(null);
  /** Where the next page begins; null when there is none. */
  nextCursor = $state<string | null>(null);
  isLoadingMore = $state(false);
  /** The one that is looked at; null while the dialog is closed. */
  opened = $state.raw<DeliveryDetailsFragment | null>(null);
  readonly webhookId: string;
  readonly #api: WebhooksApi;
  /** The request whose answer counts. */
  #newest: symbol | null = null;

  constructor(api: WebhooksApi, webhookId: string) {
    this.#api = api;
    this.webhookId = webhookId;
  }

  setFilter(filter: WebhookDeliveryStatus | null): void {
    this.filter = filter;
    this.status = 'loading';
    void this.refresh();
  }

  /** Fetches the first page anew; what is there stays until the answer has come. */
  async refresh(): Promise<void> {
    const request = (this.#newest = Symbol());
    if (this.status === 'failed') this.status = 'loading';
    try {
      const page = await this.#page(null);
      if (this.#newest !== request) return;
      this.lines = page.lines;
      this.nextCursor = page.nextCursor;
      this.status = 'ready';
    } catch (error) {
      if (this.#newest !== request) return;
      this.failureCode = codeOf(error);
      if (this.status === 'loading') this.status = 'failed';
    }
  }

  /** Keeps the first page current, unless somebody reads further down. */
  async keepCurrent(): Promise<void> {
    const isFirstPage = this.lines.length <= 30;
    if (this.status === 'ready' && isFirstPage && !this.isLoadingMore) await this.refresh();
  }

  async loadMore(): Promise<void> {
    if (!this.nextCursor || this.isLoadingMore) return;
    this.isLoadingMore = true;
    const request = (this.#newest = Symbol());
    try {
      const page = await this.#page(this.nextCursor);
      if (this.#newest !== request) return;
      this.lines = [...this.lines, ...page.lines];
      this.nextCursor = page.nextCursor;
    } catch (error) {
      toastState.show(errorText(codeOf(error)), 'error');
    } finally {
      this.isLoadingMore = false;
    }
  }

  async open({ id }: DeliveryLineFragment): Promise<void> {
    try {
      const { webhookDelivery } = await this.#api.query(WebhookDeliveryDocument, { id });
      if (webhookDelivery.__typename === 'WebhookDelivery') this.opened = webhookDelivery;
      else toastState.show(errorText(webhookDelivery.code), 'error');
    } catch (error) {
      toastState.show(errorText(codeOf(error)), 'error');
    }
  }

  async replay({ id }: DeliveryDetailsFragment): Promise<void> {
    const replay = async () => {
      const input = { deliveryId: id };
      const { replayWebhookDelivery } = await this.#api.mutate(ReplayWebhookDeliveryDocument, { input });
      if (replayWebhookDelivery.__typename !== 'ReplayReceipt') return replayWebhookDelivery.code;
      this.opened = null;
      toastState.show(m.webhook_replayed());
      return null;
    };
    await this.#finish(await replay().catch(codeOf));
  }

  /** Sends again what failed within a day. */
  async replayFailed(): Promise<void> {
    const isConfirmed = await confirmState.ask({
      title: m.webhook_replay_failed_title(),
      text: m.webhook_replay_failed_text(),
      confirmLabel: m.webhook_replay(),
    });
    if (!isConfirmed) return;
    const replay = async () => {
      const to = Date.now() + 60_000;
      const range = { from: new Date(to - dayMs).toISOString(), to: new Date(to).toISOString() };
      const input = { webhookId: this.webhookId, ...range, isFailedOnly: true };
      const { replayWebhookDeliveries } = await this.#api.mutate(ReplayWebhookDeliveriesDocument, { input });
      if (replayWebhookDeliveries.__typename !== 'ReplayReceipt') return replayWebhookDeliveries.code;
      toastState.show(m.webhook_replayed_count({ count: replayWebhookDeliveries.replayedCount }));
      return null;
    };
    await this.#finish(await replay().catch(codeOf));
  }

  async #finish(code: string | null): Promise<void> {
    if (code) toastState.show(errorText(code), 'error');
    await this.refresh();
  }

  async #page(after: string | null) {
    const variables = { webhookId: this.webhookId, status: this.filter, after };
    const { webhookDeliveries } = await this.#api.query(WebhookDeliveriesDocument, variables);
    const { edges, pageInfo } = webhookDeliveries;
    return {
      lines: edges.map(({ node }) => node),
      nextCursor: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null,
    };
  }
}
