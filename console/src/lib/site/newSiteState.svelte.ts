import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { CreateSiteDocument } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { refusalText } from '#lib/setting/refusalText.ts';
import { violationText } from '#lib/setting/violationText.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';
import { originIn } from './siteOrigin.ts';

interface MadeSite {
  id: string;
  name: string;
}

/** A site that is made: what it is called, and where it is. */
export class NewSiteState {
  name = $state('');
  /** As typed; may be empty. */
  address = $state('');
  isBusy = $state(false);
  nameError = $state<string | null>(null);
  addressError = $state<string | null>(null);
  error = $state<string | null>(null);
  readonly #api: Pick<Api, 'mutate'>;

  constructor(api: Pick<Api, 'mutate'>) {
    this.#api = api;
  }

  async submit(): Promise<void> {
    if (this.isBusy) return;
    const name = this.name.trim();
    const origin = originIn(this.address);
    const hasAddress = this.address.trim() !== '';
    this.error = null;
    this.nameError = name === '' ? violationText({ rule: 'REQUIRED', limit: null }) : null;
    this.addressError = hasAddress && origin === null ? m.site_address_malformed() : null;
    if (this.nameError || this.addressError) return;
    this.isBusy = true;
    try {
      const greeting = m.site_greeting_usual({ name });
      const input = { name, greeting, allowedOrigins: origin ? [origin] : [] };
      const { createSite } = await this.#api.mutate(CreateSiteDocument, { input });
      if (createSite.__typename === 'Site') newSiteDialog.close(createSite);
      else this.error = refusalText(createSite);
    } catch (error) {
      this.error = errorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }
}

export const newSiteDialog = new DialogState<NewSiteState, MadeSite>();
