import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  CreateWebhookDocument,
  UpdateWebhookDocument,
  type CreateWebhookMutation,
  type EventType,
  type WebhookCardFragment,
  type WebhooksQuery,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { violationText } from '#lib/setting/violationText.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';

interface WebhookFormOptions {
  api: Pick<Api, 'mutate'>;
  /** The one to be changed; null for one to be made. */
  webhook: WebhookCardFragment | null;
  sites: WebhooksQuery['sites'];
}

type Refusal = Exclude<CreateWebhookMutation['createWebhook'], { __typename: 'Webhook' }>;

/** A webhook that is made or changed. */
export class WebhookFormState {
  name = $state('');
  url = $state('');
  siteId = $state<string | null>(null);
  isAll = $state(true);
  types = $state.raw<readonly EventType[]>([]);
  isBusy = $state(false);
  nameError = $state<string | null>(null);
  urlError = $state<string | null>(null);
  typesError = $state<string | null>(null);
  /** Why it was not done, in words. */
  error = $state<string | null>(null);
  readonly webhook: WebhookCardFragment | null;
  readonly sites: WebhooksQuery['sites'];
  readonly #api: Pick<Api, 'mutate'>;

  constructor({ api, webhook, sites }: WebhookFormOptions) {
    this.#api = api;
    this.webhook = webhook;
    this.sites = sites;
    this.name = webhook?.name ?? '';
    this.url = webhook?.url ?? '';
    this.siteId = webhook?.site?.id ?? null;
    this.types = webhook?.types ?? [];
    this.isAll = this.types.length === 0;
  }

  toggle(type: EventType): void {
    const isOn = this.types.includes(type);
    this.types = isOn ? this.types.filter((other) => other !== type) : [...this.types, type];
    this.typesError = null;
  }

  /** Saves it and closes the dialog; what is refused stays as it was filled in, with the reason at the field. */
  async submit(): Promise<void> {
    if (this.isBusy) return;
    const required = violationText({ rule: 'REQUIRED', limit: null });
    this.error = null;
    this.nameError = this.name.trim() === '' ? required : null;
    this.urlError = URL.canParse(this.url.trim()) ? null : m.webhook_url_malformed();
    this.typesError = this.isAll || this.types.length > 0 ? null : m.webhook_types_required();
    if (this.nameError || this.urlError || this.typesError) return;
    this.isBusy = true;
    try {
      const answer = await this.#save();
      if (answer.__typename === 'Webhook') webhookFormDialog.close(answer);
      else this.#showRefusal(answer);
    } catch (error) {
      this.error = errorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }

  async #save() {
    const input = {
      name: this.name.trim(),
      url: this.url.trim(),
      types: this.isAll ? [] : [...this.types],
      siteId: this.siteId,
    };
    if (!this.webhook) return (await this.#api.mutate(CreateWebhookDocument, { input })).createWebhook;
    const change = { webhookId: this.webhook.id, ...input };
    return (await this.#api.mutate(UpdateWebhookDocument, { input: change })).updateWebhook;
  }

  #showRefusal(refusal: Refusal | { __typename: 'NotFoundError'; code: string }): void {
    const violations = refusal.__typename === 'InvalidInputError' ? refusal.violations : [];
    const nameViolation = violations.find(({ field }) => field === 'name');
    if (nameViolation) this.nameError = violationText(nameViolation);
    if (violations.some(({ field }) => field === 'url')) this.urlError = m.webhook_url_malformed();
    if (refusal.code === 'WEBHOOK_ADDRESS_REFUSED') this.urlError = errorText(refusal.code);
    else if (!this.nameError && !this.urlError) this.error = errorText(refusal.code);
  }
}

export const webhookFormDialog = new DialogState<WebhookFormState, WebhookCardFragment>();
