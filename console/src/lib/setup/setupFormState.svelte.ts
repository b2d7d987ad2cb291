import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { SetUpDocument, type RefusalFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { violationText } from '#lib/setting/violationText.ts';
import { originIn } from '#lib/site/siteOrigin.ts';

const minPasswordLength = 8;

/** What an empty installation begins with, as it is filled in. */
export class SetupFormState {
  organisationName = $state('');
  departmentName = $state(m.setup_department_usual());
  /** As typed; may be empty. */
  address = $state('');
  displayName = $state('');
  login = $state('');
  password = $state('');
  isBusy = $state(false);
  errors = $state.raw<Record<string, string>>({});
  /** Why it was not done, in words. */
  error = $state<string | null>(null);
  readonly #api: Pick<Api, 'mutate'>;
  readonly #token: string;

  constructor(api: Pick<Api, 'mutate'>, token: string) {
    this.#api = api;
    this.#token = token;
  }

  /** Resolves to whether it is set up, and the admin signed in. */
  async submit(): Promise<boolean> {
    if (this.isBusy || !this.#check()) return false;
    this.isBusy = true;
    try {
      const { setUp } = await this.#api.mutate(SetUpDocument, { input: this.#input() });
      if (setUp.__typename === 'Agent') return true;
      if (setUp.__typename === 'TooManyAttemptsError')
        this.error = m.sign_in_wait({ seconds: setUp.retryAfterSeconds });
      else this.#showRefusal(setUp);
      return false;
    } catch (error) {
      this.error = errorText(codeOf(error));
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  #input() {
    const origin = originIn(this.address);
    const name = this.organisationName.trim();
    return {
      token: this.#token,
      organisationName: name,
      departmentName: this.departmentName.trim(),
      displayName: this.displayName.trim(),
      login: this.login.trim(),
      password: this.password,
      greeting: m.site_greeting_usual({ name }),
      allowedOrigins: origin === null ? [] : [origin],
    };
  }

  #check(): boolean {
    this.error = null;
    const { organisationName, departmentName, displayName, login } = this;
    const errors: Record<string, string> = {};
    for (const [field, text] of Object.entries({ organisationName, departmentName, displayName, login }))
      if (text.trim() === '') errors[field] = violationText({ rule: 'REQUIRED', limit: null });
    if (/\s/.test(login.trim())) errors.login = m.setup_login_malformed();
    if (this.address.trim() !== '' && originIn(this.address) === null)
      errors.allowedOrigins = m.site_address_malformed();
    if ([...this.password].length < minPasswordLength)
      errors.password = violationText({ rule: 'TOO_SHORT', limit: minPasswordLength });
    this.errors = errors;
    return Object.keys(errors).length === 0;
  }

  #showRefusal(refusal: RefusalFragment): void {
    if (refusal.__typename !== 'InvalidInputError') {
      this.error = errorText(refusal.code);
      return;
    }
    this.errors = Object.fromEntries(
      refusal.violations.map((violation) => [
        violation.field.split('.')[0] ?? '',
        violation.field.startsWith('allowedOrigins') ? m.site_address_malformed() : violationText(violation),
      ]),
    );
  }
}
