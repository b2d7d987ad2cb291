import type { ManagedSiteFragment, RefusalFragment, WidgetSide } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { refusalText } from '#lib/setting/refusalText.ts';
import { violationText } from '#lib/setting/violationText.ts';
import { colorIn } from '#lib/tag/tagColors.ts';
import { QuestionsState } from './questionsState.svelte.ts';
import { maxOrigins, originIn } from './siteOrigin.ts';

type Field = 'name' | 'greeting' | 'accentColor' | 'launcherText' | 'bottomOffset' | 'allowedOrigins';

/** As far up as the API takes it, in pixels. */
const maxOffset = 200;
const isOffset = (text: string) => /^\d{1,3}$/.test(text.trim()) && Number(text) <= maxOffset;

/** A site's name, look, first words, what its widget offers and allowed pages, as they are filled in. */
export class SiteFormState {
  name = $state('');
  greeting = $state('');
  /** As typed. */
  accentColor = $state('');
  side = $state<WidgetSide>('RIGHT');
  launcherText = $state('');
  /** As typed. */
  bottomOffset = $state('');
  takesFiles = $state(true);
  asksForRating = $state(true);
  /** What visitors are asked before their first word. */
  readonly questions: QuestionsState;
  origins = $state.raw<readonly string[]>([]);
  /** The address that is typed and not in the list yet. */
  newOrigin = $state('');
  errors = $state.raw<Partial<Record<Field, string>>>({});
  #saved = $state.raw<ManagedSiteFragment>()!;

  constructor(site: ManagedSiteFragment) {
    this.questions = new QuestionsState(site.formFields);
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
    bottomOffset: 0,
    takesFiles: this.takesFiles,
    asksForRating: this.asksForRating,
    formFields: [],
  }));

  get #changes() {
    const { name, greeting, accentColor, side, launcherText, allowedOrigins, bottomOffset } = this.#saved;
    const { takesFiles, asksForRating } = this.#saved;
    return {
      ...(this.name.trim() !== name && { name: this.name.trim() }),
      ...(this.greeting.trim() !== greeting && { greeting: this.greeting.trim() }),
      ...(colorIn(this.accentColor) !== accentColor && { accentColor: colorIn(this.accentColor) }),
      ...(this.side !== side && { side: this.side }),
      ...(this.launcherText.trim() !== launcherText && { launcherText: this.launcherText.trim() }),
      ...(this.bottomOffset.trim() !== String(bottomOffset) && { bottomOffset: Number(this.bottomOffset) }),
      ...(this.takesFiles !== takesFiles && { takesFiles: this.takesFiles }),
      ...(this.asksForRating !== asksForRating && { asksForRating: this.asksForRating }),
      ...(this.questions.isDirty && { formFields: this.questions.given }),
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
    this.bottomOffset = String(site.bottomOffset);
    this.takesFiles = site.takesFiles;
    this.asksForRating = site.asksForRating;
    this.questions.reset(site.formFields);
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
    if (!isOffset(this.bottomOffset))
      this.errors = { ...this.errors, bottomOffset: m.site_offset_wrong({ limit: maxOffset }) };
    const isRight = !this.errors.name && !this.errors.accentColor && !this.errors.bottomOffset;
    return this.questions.check() && isListed && isRight ? this.#changes : null;
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
