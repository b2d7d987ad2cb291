import type {
  DeliveryDetailsFragment,
  WebhookCardFragment,
  WebhookDeliveryStatus,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

const statuses: Record<WebhookDeliveryStatus, () => string> = {
  PENDING: m.webhook_status_pending,
  DELIVERED: m.webhook_status_delivered,
  FAILED: m.webhook_status_failed,
  SKIPPED: m.webhook_status_skipped,
};

export const deliveryStatuses = Object.keys(statuses) as WebhookDeliveryStatus[];

export function deliveryStatusText(status: WebhookDeliveryStatus): string {
  return statuses[status]();
}

const reasons: Record<string, () => string> = {
  TIMEOUT: m.webhook_reason_timeout,
  WEBHOOK_ADDRESS_REFUSED: m.webhook_reason_refused,
  ECONNREFUSED: m.webhook_reason_connection,
  ENOTFOUND: m.webhook_reason_dns,
};

type Attempt = DeliveryDetailsFragment['attempts'][number];

/** What became of a try: the answer's status, or why there was none. */
export function attemptText({ statusCode, error }: Attempt): string {
  if (statusCode !== null) return `HTTP ${statusCode}`;
  const reason = error ?? '';
  return m.webhook_no_answer({ reason: reasons[reason]?.() ?? reason });
}

export function isGoodAttempt({ statusCode }: Attempt): boolean {
  return statusCode !== null && statusCode >= 200 && statusCode < 300;
}

/** One that fails now and then is not worth a notice: it is tried again within seconds. */
const noticeAfterMs = 120_000;

/** Whether nothing could be delivered for a while. */
export function isFailing(
  { isEnabled, failingSince }: Pick<WebhookCardFragment, 'isEnabled' | 'failingSince'>,
  now: number,
): boolean {
  return isEnabled && failingSince !== null && now - Date.parse(failingSince) > noticeAfterMs;
}

/** How much of the last day's tries failed, in words. */
export function failureRateText({ health }: Pick<WebhookCardFragment, 'health'>): string {
  const { attemptsCount: count, failedAttemptsCount: failed } = health;
  if (count === 0) return m.webhook_failure_rate_none();
  return m.webhook_failure_rate_value({ rate: Math.round((failed / count) * 100), failed, count });
}
