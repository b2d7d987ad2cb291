import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  UpdateSingleSignOnDocument,
  type RefusalFragment,
  type SingleSignOnPartsFragment,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { violationText } from '#lib/setting/violationText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';

type FieldName = 'issuer' | 'clientId' | 'clientSecret' | 'buttonText' | 'allowedDomains';

/** How single sign-on is set up, to be changed. */
export class SingleSignOnFormState {
  issuer = $state('');
  clientId = $state('');
  /** As typed; empty for the one that is kept. */
  clientSecret = $state('');
  buttonText = $state(m.single_sign_on_button_usual());
  /** As typed: with spaces or commas in between. */
  domains = $state('');
  linksByEmail = $state(false);
  isEnabled = $state(true);
  isOnlyWay = $state(false);
  isBusy = $state(false);
  errors = $state.raw<Partial<Record<FieldName, string>>>({});
  /** Why it was not saved, in words. */
  error = $state<string | null>(null);
  kept = $state.raw<SingleSignOnPartsFragment | null>(null);
  readonly #api: Pick<Api, 'mutate'>;

  constructor(api: Pick<Api, 'mutate'>, kept: SingleSignOnPartsFragment | null) {
    this.#api = api;
    if (kept) this.#take(kept);
  }

  /** Saves it, after a question where others lose their passwords' use. */
  async submit(): Promise<void> {
    if (this.isBusy) return;
    const { isOnlyWay, isEnabled } = this;
    if (isOnlyWay && isEnabled && !this.kept?.isOnlyWay && !(await askForOnlyWay())) return;
    this.isBusy = true;
    this.error = null;
    this.errors = {};
    try {
      const { updateSingleSignOn: answer } = await this.#api.mutate(UpdateSingleSignOnDocument, {
        input: this.#input(),
      });
      if (answer.__typename === 'SingleSignOn') {
        this.#take(answer);
        toastState.show(m.single_sign_on_saved());
      } else this.#showRefusal(answer);
    } catch (error) {
      this.error = errorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }

  #input() {
    const { issuer, clientId, buttonText, linksByEmail, isEnabled, isOnlyWay } = this;
    return {
      issuer: issuer.trim(),
      clientId: clientId.trim(),
      clientSecret: this.clientSecret || null,
      buttonText: buttonText.trim(),
      allowedDomains: this.domains.split(/[\s,，;；、]+/).filter(Boolean),
      linksByEmail,
      isEnabled,
      isOnlyWay,
    };
  }

  #take(kept: SingleSignOnPartsFragment): void {
    this.kept = kept;
    const { issuer, clientId, buttonText, linksByEmail, isEnabled, isOnlyWay } = kept;
    Object.assign(this, { issuer, clientId, buttonText, linksByEmail, isEnabled, isOnlyWay });
    this.domains = kept.allowedDomains.join(' ');
    this.clientSecret = '';
  }

  #showRefusal(refusal: RefusalFragment): void {
    const violations = refusal.__typename === 'InvalidInputError' ? refusal.violations : [];
    if (violations.length === 0) this.error = errorText(refusal.code);
    const malformed: Partial<Record<string, () => string>> = {
      issuer: m.single_sign_on_issuer_malformed,
      allowedDomains: m.single_sign_on_domains_malformed,
    };
    this.errors = Object.fromEntries(
      violations.map((violation) => {
        const field = violation.field.split('.')[0] ?? '';
        const text = violation.rule === 'MALFORMED' ? malformed[field]?.() : undefined;
        return [field, text ?? violationText(violation)];
      }),
    );
  }
}

function askForOnlyWay(): Promise<boolean> {
  return confirmState.ask({
    title: m.single_sign_on_only_title(),
    text: m.single_sign_on_only_text(),
    confirmLabel: m.single_sign_on_only_confirm(),
    isDangerous: true,
  });
}
