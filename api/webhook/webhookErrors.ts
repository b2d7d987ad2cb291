import { DomainError } from '../core/errors.ts';

/** The address is within a private network, or not by HTTPS: this deployment calls none such. */
export class WebhookAddressRefusedError extends DomainError {
  readonly code = 'WEBHOOK_ADDRESS_REFUSED';
  constructor() {
    super('Webhooks go to public addresses by https only, unless the deployment allows others.');
  }
}

/** The organisation has as many webhooks as it may have. */
export class TooManyWebhooksError extends DomainError {
  readonly code = 'TOO_MANY_WEBHOOKS';
  readonly limit: number;
  constructor(limit: number) {
    super(`There are ${limit} webhooks already.`);
    this.limit = limit;
  }
}
