import { codeOf } from '#lib/connection/failure.ts';
import { pageOf, PagedList } from '#lib/connection/pagedList.svelte.ts';
import {
  ReplayWebhookDeliveriesDocument,
  ReplayWebhookDeliveryDocument,
  WebhookDeliveriesDocument,
  WebhookDeliveryDocument,
  type DeliveryDetailsFragment,
  type DeliveryLineFragment,
  type EventType,
  type WebhookDeliveryStatus,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import type { WebhooksApi } from './webhooksState.svelte.ts';

const dayMs = 86_400_000;

const pageSize = 30;

/** What one webhook was told, and is to be told, page by page, the latest first. */
export class WebhookLedgerState {
  status = $state<WebhookDeliveryStatus | null>(null);
  type = $state<EventType | null>(null);
  readonly isNarrowed = $derived(this.status !== null || this.type !== null);
  readonly list: PagedList<DeliveryLineFragment>;
  /** The one that is looked at; null while the dialog is closed. */
  opened = $state.raw<DeliveryDetailsFragment | null>(null);
  readonly webhookId: string;
  readonly #api: WebhooksApi;

  constructor(api: WebhooksApi, webhookId: string) {
    this.#api = api;
    this.webhookId = webhookId;
    this.list = new PagedList(async (after) => {
      const { status, type } = this;
      const variables = { webhookId, status, type, first: pageSize, after };
      return pageOf((await api.query(WebhookDeliveriesDocument, variables)).webhookDeliveries);
    });
  }

  narrow(filter: Partial<Pick<WebhookLedgerState, 'status' | 'type'>>): void {
    Object.assign(this, filter);
    void this.list.load();
  }

  /** Shows all of them again. */
  widen(): void {
    this.narrow({ status: null, type: null });
  }

  get isPending(): boolean {
    return this.list.rows.some(({ status }) => status === 'PENDING');
  }

  /** Keeps the first page current, unless somebody reads further down. */
  async keepCurrent(): Promise<void> {
    const { status, rows, isLoadingMore } = this.list;
    if (status === 'ready' && rows.length <= pageSize && !isLoadingMore) await this.list.load();
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
    await this.list.load();
  }
}
