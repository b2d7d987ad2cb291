import type { ManagedSiteFragment, RefusalFragment, WidgetSide } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { refusalText } from '#lib/setting/refusalText.ts';
import { violationText } from '#lib/setting/violationText.ts';
import { colorIn } from '#lib/tag/tagColors.ts';
import { maxOrigins, originIn } from './siteOrigin.ts';

type Field = 'name' | 'greeting' | 'accentColor' | 'launcherText' | 'allowedOrigins';

/** A site's name, look, first words and allowed pages, as they are filled in. */
export class SiteFormState {
  name = $state('');
  greeting = $state('');
  /** As typed. */
  accentColor = $state('');
  side = $state<WidgetSide>('RIGHT');
  launcherText = $state('');
  origins = $state.raw<readonly string[]>([]);
  /** The address that is typed and not in the list yet. */
  newOrigin = $state('');
  errors = $state.raw<Partial<Record<Field, string>>>({});
  #saved = $state.raw<ManagedSiteFragment>()!;

  constructor(site: ManagedSiteFragment) {
    this.reset(site);
  }

  readonly isDirty = $derived.by(() => Object.keys(this.#changes).length > 0 || this.newOrigin.trim() !== '');

  /** What the widget would look like; a colour that is none yet counts as the one before. */
  readonly look = $derived.by(() => ({
    name: this.name.trim(),
    greeting: this.greeting.trim(),
    accentColor: colorIn(this.accentColor) ?? this.#saved.accentColor,
    side: this.side,
    launcherText: this.launcherText.trim(),
  }));

  get #changes() {
    const { name, greeting, accentColor, side, launcherText, allowedOrigins } = this.#saved;
    return {
      ...(this.name.trim() !== name && { name: this.name.trim() }),
      ...(this.greeting.trim() !== greeting && { greeting: this.greeting.trim() }),
      ...(colorIn(this.accentColor) !== accentColor && { accentColor: colorIn(this.accentColor) }),
      ...(this.side !== side && { side: this.side }),
      ...(this.launcherText.trim() !== launcherText && { launcherText: this.launcherText.trim() }),
      ...(this.origins.join() !== allowedOrigins.join() && { allowedOrigins: [...this.origins] }),
    };
  }

  /** Fills in what is saved; what was filled in is lost. */
  reset(site: ManagedSiteFragment = this.#saved): void {
    this.#saved = site;
    this.name = site.name;
    this.greeting = site.greeting;
    this.accentColor = site.accentColor;
    this.side = site.side;
    this.launcherText = site.launcherText;
    this.origins = site.allowedOrigins;
    this.newOrigin = '';
    this.errors = {};
  }

  /** A page was allowed meanwhile; what else was filled in stays. */
  takeOrigins(site: ManagedSiteFragment): void {
    const known = new Set([...this.#saved.allowedOrigins, ...this.origins]);
    this.origins = [...this.origins, ...site.allowedOrigins.filter((origin) => !known.has(origin))];
    this.#saved = site;
  }

  /** Puts the typed address into the list. @returns whether there is nothing wrong with it */
  addOrigin(): boolean {
    if (this.newOrigin.trim() === '') return true;
    const origin = originIn(this.newOrigin);
    const problem =
      origin === null
        ? m.site_address_malformed()
        : this.origins.includes(origin)
          ? m.site_origin_known()
          : this.origins.length >= maxOrigins
            ? m.site_origins_full({ count: maxOrigins })
            : null;
    this.errors = { ...this.errors, allowedOrigins: problem ?? '' };
    if (origin === null || problem) return false;
    this.origins = [...this.origins, origin];
    this.newOrigin = '';
    return true;
  }

  removeOrigin(origin: string): void {
    this.origins = this.origins.filter((other) => other !== origin);
  }

  /** What is to be saved; null when something is wrong, which is said at its field then. */
  check() {
    this.errors = {};
    const isListed = this.addOrigin();
    const required = violationText({ rule: 'REQUIRED', limit: null });
    if (this.name.trim() === '') this.errors = { ...this.errors, name: required };
    if (colorIn(this.accentColor) === null)
      this.errors = { ...this.errors, accentColor: m.tag_color_malformed() };
    return isListed && !this.errors.name && !this.errors.accentColor ? this.#changes : null;
  }

  /** Says at the fields what the server found. @returns what belongs to none of them */
  showRefusal(refusal: RefusalFragment): string | null {
    const violations = refusal.__typename === 'InvalidInputError' ? refusal.violations : [];
    if (violations.length === 0) return refusalText(refusal);
    const errors: Partial<Record<Field, string>> = {};
    for (const violation of violations) {
      const field = violation.field.split('.')[0] as Field;
      errors[field] ??=
        field === 'allowedOrigins' && violation.rule === 'MALFORMED'
          ? m.site_address_malformed()
          : violationText(violation);
    }
    this.errors = errors;
    return null;
  }
}
