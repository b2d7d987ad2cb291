import { publication, type Publication, type Topic } from '../core/pubsub.ts';

/** A webhook is new, changed or gone, or has something to deliver that no event brought. */
export interface WebhooksChanged {
  type: 'WebhooksChanged';
}

export const webhooksTopic: Topic<WebhooksChanged> = 'webhooks';

/** Tells those who deliver that there is something to look at. */
export function webhooksChanged(): Publication {
  return publication(webhooksTopic, { type: 'WebhooksChanged' });
}
