import { keepLooking } from '#lib/clock/keepLooking.ts';
import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  DeleteSiteDocument,
  ManagedSiteDocument,
  RenewSiteKeyDocument,
  RotateIdentitySecretDocument,
  SetSiteDepartmentsDocument,
  SiteSightingsDocument,
  UpdateSiteDocument,
  type ManagedSiteFragment,
  type ManagedSiteQuery,
  type RefusalFragment,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { refusalText } from '#lib/setting/refusalText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { ServingState } from './servingState.svelte.ts';
import { SiteFormState } from './siteFormState.svelte.ts';
import { checkResult } from './widgetSighting.ts';

/** Whoever has just put the code on a page looks here until it shows; who has done so long ago does not mind. */
const pollMs = { unseen: 3_000, seen: 15_000 };

/** A site with all that is set up of it. */
export class SitePageState {
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  failureCode = $state<string | null>(null);
  /** Null once it is known that there is none. */
  site = $state.raw<ManagedSiteFragment | null>(null);
  departments = $state.raw<ManagedSiteQuery['departments']>([]);
  timeZone = $state('');
  form = $state.raw<SiteFormState | null>(null);
  serving = $state.raw<ServingState | null>(null);
  isSaving = $state(false);
  readonly isDirty = $derived((this.form?.isDirty || this.serving?.isDirty) ?? false);
  readonly #api: Pick<Api, 'query' | 'mutate'>;
  readonly #id: string;

  constructor(api: Pick<Api, 'query' | 'mutate'>, id: string) {
    this.#api = api;
    this.#id = id;
  }

  async load(): Promise<void> {
    this.status = 'loading';
    try {
      const { site, departments, settings } = await this.#api.query(ManagedSiteDocument, { id: this.#id });
      this.site = site;
      this.departments = departments;
      this.timeZone = settings.timeZone;
      this.form = site && new SiteFormState(site);
      this.serving = site && new ServingState(site);
      this.status = 'ready';
    } catch (error) {
      this.failureCode = codeOf(error);
      // An address that is no id is not wrong in a way that would go away.
      this.status = this.failureCode === 'INVALID_INPUT' ? 'ready' : 'failed';
    }
  }

  /** Keeps an eye on where the widget is seen, until the returned function is called. */
  watch(): () => void {
    return keepLooking(async () => {
      if (this.site) await this.#refreshSightings();
      return checkResult(this.site?.sightings ?? []) === 'shown' ? pollMs.seen : pollMs.unseen;
    }, pollMs.unseen);
  }

  /** Saves what was changed, and says at the fields what is wrong. */
  async save(): Promise<void> {
    const { form, serving } = this;
    if (!form || !serving || this.isSaving) return;
    const [changes, departments] = [form.check(), serving.check()];
    if (!changes || !departments) return;
    this.isSaving = true;
    const siteId = this.#id;
    try {
      if (Object.keys(changes).length > 0) {
        const input = { siteId, ...changes };
        const { updateSite } = await this.#api.mutate(UpdateSiteDocument, { input });
        if (updateSite.__typename !== 'Site') return this.#fail(form.showRefusal(updateSite));
        this.site = updateSite;
        form.reset(updateSite);
      }
      if (serving.isDirty) {
        const input = { siteId, departments };
        const { setSiteDepartments } = await this.#api.mutate(SetSiteDepartmentsDocument, { input });
        if (setSiteDepartments.__typename !== 'Site') {
          serving.error = refusalText(setSiteDepartments);
          return;
        }
        this.site = setSiteDepartments;
        serving.reset(setSiteDepartments);
      }
      toastState.show(m.site_saved());
    } catch (error) {
      this.#fail(errorText(codeOf(error)));
    } finally {
      this.isSaving = false;
    }
  }

  reset(): void {
    this.form?.reset();
    this.serving?.reset();
  }

  /** Lets pages of one more origin show the widget, after asking. */
  async allow(origin: string): Promise<void> {
    const isConfirmed = await confirmState.ask({
      title: m.site_origin_allow_title({ origin }),
      text: m.site_origin_allow_text(),
      confirmLabel: m.site_origin_allow(),
    });
    const { site } = this;
    if (!site || !isConfirmed) return;
    await this.#change(async () => {
      const input = { siteId: site.id, allowedOrigins: [...site.allowedOrigins, origin] };
      return (await this.#api.mutate(UpdateSiteDocument, { input })).updateSite;
    }, m.site_origin_allowed({ origin }));
  }

  async renewKey(): Promise<void> {
    const isConfirmed = await confirmState.ask({
      title: m.site_key_renew_title({ name: this.site?.name ?? '' }),
      text: m.site_key_renew_text(),
      confirmLabel: m.site_key_renew(),
      isDangerous: true,
    });
    if (!isConfirmed) return;
    const input = { siteId: this.#id };
    await this.#change(
      async () => (await this.#api.mutate(RenewSiteKeyDocument, { input })).renewSiteKey,
      m.site_key_renewed(),
    );
  }

  /** Makes the first identity secret; or another one, after asking. */
  async rotateIdentitySecret(): Promise<void> {
    const isFirst = this.site?.identitySecret === null;
    const ask = { title: m.site_identity_rotate_title(), text: m.site_identity_rotate_text() };
    if (!isFirst && !(await confirmState.ask({ ...ask, confirmLabel: m.site_identity_rotate() }))) return;
    const input = { siteId: this.#id };
    await this.#change(
      async () => (await this.#api.mutate(RotateIdentitySecretDocument, { input })).rotateIdentitySecret,
      isFirst ? m.site_identity_made() : m.site_identity_rotated(),
    );
  }

  /** Deletes the site after asking. @returns whether it is gone */
  async remove(): Promise<boolean> {
    const name = this.site?.name ?? '';
    const isConfirmed = await confirmState.ask({
      title: m.site_delete_title({ name }),
      text: m.site_delete_confirm_text(),
      confirmLabel: m.site_delete(),
      isDangerous: true,
    });
    if (!isConfirmed) return false;
    try {
      const { deleteSite } = await this.#api.mutate(DeleteSiteDocument, { input: { siteId: this.#id } });
      const isGone = deleteSite.__typename === 'DeletionReceipt' || deleteSite.__typename === 'NotFoundError';
      if (deleteSite.__typename === 'SiteInUseError')
        this.#fail(m.site_in_use({ count: deleteSite.liveSessionsCount }));
      else if (!isGone) this.#fail(errorText(deleteSite.code));
      else this.reset();
      if (isGone) toastState.show(m.site_deleted({ name }));
      return isGone;
    } catch (error) {
      this.#fail(errorText(codeOf(error)));
      return false;
    }
  }

  async #change(send: () => Promise<ManagedSiteFragment | RefusalFragment>, text: string): Promise<void> {
    try {
      const answer = await send();
      if (answer.__typename !== 'Site') return this.#fail(refusalText(answer));
      this.site = answer;
      this.form?.takeOrigins(answer);
      toastState.show(text);
    } catch (error) {
      this.#fail(errorText(codeOf(error)));
    }
  }

  async #refreshSightings(): Promise<void> {
    // What cannot be fetched now is fetched with the next look.
    const answer = await this.#api.query(SiteSightingsDocument, { id: this.#id }).catch(() => null);
    if (answer?.site && this.site) this.site = { ...this.site, sightings: answer.site.sightings };
  }

  #fail(text: string | null): void {
    if (text) toastState.show(text, 'error');
  }
}
