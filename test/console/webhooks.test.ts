import { beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryLineFragment, WebhookCardFragment } from '#lib/gql/generated.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { webhookFormDialog, WebhookFormState } from '#lib/webhook/webhookFormState.svelte.ts';
import { WebhookLedgerState } from '#lib/webhook/webhookLedgerState.svelte.ts';
import { WebhooksState } from '#lib/webhook/webhooksState.svelte.ts';
import { attemptText, failureRateText, isFailing } from '#lib/webhook/webhookText.ts';
import { FakeApi, settle } from './fakeApi.ts';

function buildWebhook(id: string, more: Partial<WebhookCardFragment> = {}): WebhookCardFragment {
  return {
    __typename: 'Webhook',
    id,
    name: id,
    url: 'https://crm.example.com/',
    types: [],
    site: null,
    agent: { __typename: 'Agent', id: 'a', displayName: 'Lin' },
    secret: 'whsec_x',
    oldSecretUntil: null,
    isEnabled: true,
    disabledReason: null,
    disabledAt: null,
    lastSuccessAt: null,
    failingSince: null,
    health: {
      __typename: 'WebhookHealth',
      deliveredCount: 0,
      attemptsCount: 0,
      failedAttemptsCount: 0,
      pendingCount: 0,
    },
    ...more,
  };
}

const line = (id: string): DeliveryLineFragment => ({
  __typename: 'WebhookDelivery',
  id,
  type: 'MESSAGE_SENT',
  status: 'DELIVERED',
  attemptsCount: 1,
  nextAttemptAt: null,
  createdAt: '2026-11-22T08:00:00.000Z',
  finishedAt: null,
});

beforeEach(() => void (toastState.toasts = []));
const lastToast = () => toastState.toasts.at(-1)?.text;

describe('the webhooks', () => {
  it('are fetched, and say so when they cannot be', async () => {
    let isAway = true;
    const api = new FakeApi({
      Webhooks: () => {
        if (isAway) throw new Error('away');
        return { webhooks: [buildWebhook('crm')], sites: [] };
      },
    });
    const webhooks = new WebhooksState(api);
    await webhooks.refresh();
    expect(webhooks.status).toBe('failed');
    isAway = false;
    await webhooks.refresh();
    expect(webhooks.all.map(({ id }) => id)).toEqual(['crm']);
  });

  it('are switched off and on, deleted after a question, and tried out', async () => {
    const crm = buildWebhook('crm');
    const attempt = { id: '1', at: '', statusCode: 200, error: null, answer: '', durationMs: 12 };
    const api = new FakeApi({
      Webhooks: () => ({ webhooks: [crm], sites: [] }),
      UpdateWebhook: ({ input }) => ({ updateWebhook: { ...crm, ...(input as object) } }),
      DeleteWebhook: () => ({ deleteWebhook: { __typename: 'DeletionReceipt', deletedId: 'crm' } }),
      SendTestEvent: () => ({ sendTestEvent: { __typename: 'WebhookDelivery', attempts: [attempt] } }),
    });
    const webhooks = new WebhooksState(api);
    await webhooks.refresh();
    await webhooks.toggle(crm);
    expect(webhooks.find('crm')?.isEnabled).toBe(false);
    await webhooks.test(crm);
    expect(lastToast()).toContain('200');
    const removing = webhooks.remove(crm);
    confirmState.answer(true);
    expect(await removing).toBe(true);
    expect(webhooks.all).toEqual([]);
  });

  it('are told to fail only after a while, and how often', () => {
    const now = Date.parse('2026-11-22T08:10:00.000Z');
    const failing = (failingSince: string | null, isEnabled = true) =>
      isFailing({ failingSince, isEnabled }, now);
    expect(failing('2026-11-22T08:00:00.000Z')).toBe(true);
    expect(failing('2026-11-22T08:09:00.000Z')).toBe(false);
    expect(failing('2026-11-22T08:00:00.000Z', false)).toBe(false);
    expect(failing(null)).toBe(false);
    const health = { ...buildWebhook('x').health, attemptsCount: 8, failedAttemptsCount: 2 };
    expect(failureRateText({ health })).toBe('25% (2 of 8)');
    const answered = { id: '', at: '', answer: '', durationMs: 1, statusCode: 500, error: null };
    const attempt = { __typename: 'WebhookAttempt', ...answered } as const;
    expect(attemptText(attempt)).toBe('HTTP 500');
    expect(attemptText({ ...attempt, statusCode: null, error: 'TIMEOUT' })).toContain('10 seconds');
  });
});

describe('the form of a webhook', () => {
  it('says at the field what is wrong, and sends nothing', async () => {
    const form = new WebhookFormState({ api: new FakeApi({}), webhook: null, sites: [] });
    form.isAll = false;
    await form.submit();
    expect([form.nameError, form.urlError, form.typesError].every(Boolean)).toBe(true);
  });

  it('makes one for all events, or for some, and closes', async () => {
    const api = new FakeApi({ CreateWebhook: () => ({ createWebhook: buildWebhook('crm') }) });
    const form = new WebhookFormState({ api, webhook: null, sites: [] });
    void webhookFormDialog.ask(form);
    form.name = ' CRM ';
    form.url = 'https://crm.example.com/';
    await form.submit();
    const input = { name: 'CRM', url: 'https://crm.example.com/', types: [], siteId: null };
    expect(api.callsOf('CreateWebhook')).toEqual([{ input }]);
    expect(webhookFormDialog.form).toBeNull();
  });

  it('shows a refused address at its field', async () => {
    const refusal = { __typename: 'WebhookAddressRefusedError', code: 'WEBHOOK_ADDRESS_REFUSED' };
    const api = new FakeApi({ UpdateWebhook: () => ({ updateWebhook: refusal }) });
    const form = new WebhookFormState({ api, webhook: buildWebhook('crm'), sites: [] });
    form.url = 'https://10.0.0.1/';
    await form.submit();
    expect(form.urlError).toContain('private network');
    expect(form.error).toBeNull();
  });
});

describe('the deliveries', () => {
  it('are read page by page, of one state and kind if wanted, and replayed', async () => {
    const page = (ids: string[], endCursor: string | null) => ({
      webhookDeliveries: {
        edges: ids.map((id) => ({ node: line(id) })),
        pageInfo: { hasNextPage: endCursor !== null, endCursor },
      },
    });
    const api = new FakeApi({
      WebhookDeliveries: ({ after }) => (after === null ? page(['3', '2'], 'c') : page(['1'], null)),
      WebhookDelivery: ({ id }) => ({ webhookDelivery: { ...line(String(id)), eventId: '7', attempts: [] } }),
      ReplayWebhookDelivery: () => ({
        replayWebhookDelivery: { __typename: 'ReplayReceipt', replayedCount: 1 },
      }),
    });
    const ledger = new WebhookLedgerState(api, 'crm');
    await ledger.list.load();
    await ledger.list.loadMore();
    expect(ledger.list.rows.map(({ id }) => id)).toEqual(['3', '2', '1']);
    expect(ledger.list.hasMore).toBe(false);
    await ledger.open(line('3'));
    if (ledger.opened) await ledger.replay(ledger.opened);
    expect(ledger.opened).toBeNull();
    expect(api.callsOf('ReplayWebhookDelivery')).toEqual([{ input: { deliveryId: '3' } }]);
    ledger.narrow({ status: 'FAILED' });
    ledger.narrow({ type: 'MESSAGE_SENT' });
    await settle();
    expect(api.callsOf('WebhookDeliveries').at(-1)).toMatchObject({ status: 'FAILED', type: 'MESSAGE_SENT' });
    ledger.widen();
    await settle();
    expect(api.callsOf('WebhookDeliveries').at(-1)).toMatchObject({ status: null, type: null });
  });
});
