import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  CreateScriptDocument,
  UpdateScriptDocument,
  type CreateScriptMutation,
  type KeywordMatch,
  type ManagedScriptFragment,
  type ScriptHours,
  type ScriptKind,
} from '#lib/gql/generated.ts';
import { variableText } from '#lib/message/textVariables.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { violationText } from '#lib/setting/violationText.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';
import type { ScriptSite } from './scriptListState.svelte.ts';
import { fieldsOf } from './scriptText.ts';
import { unknownVariable, type ScriptVariable } from './scriptVariables.ts';

interface ScriptFormOptions {
  api: Pick<Api, 'mutate'>;
  sites: readonly ScriptSite[];
  kind: ScriptKind;
  /** The one to be changed; null for one to be made. */
  script: ManagedScriptFragment | null;
  /** Where a new one begins. */
  siteId: string | null;
}

type Refusal = Exclude<CreateScriptMutation['createScript'], { __typename: 'Script' }>;
type Field = Pick<
  HTMLTextAreaElement,
  'selectionStart' | 'selectionEnd' | 'setRangeText' | 'value' | 'focus'
>;
type FieldName = 'content' | 'keywords' | 'delaySeconds' | 'timesPerSession';

/** With what a nudge begins. */
const usualSilence = 60;

/** A script that is made or changed. */
export class ScriptFormState {
  siteId = $state<string | null>(null);
  content = $state('');
  /** As typed, with commas between them. */
  keywords = $state('');
  keywordMatch = $state<KeywordMatch>('ANY');
  /** As typed. */
  delay = $state('');
  hours = $state<ScriptHours>('ALWAYS');
  mayFollowAgent = $state(false);
  /** As typed. */
  times = $state('');
  isEnabled = $state(true);
  isBusy = $state(false);
  /** What is wrong with a field, in words. */
  errors = $state.raw<Partial<Record<FieldName, string>>>({});
  /** Why it was not done, in words. */
  error = $state<string | null>(null);
  readonly kind: ScriptKind;
  readonly script: ManagedScriptFragment | null;
  readonly sites: readonly ScriptSite[];
  readonly #api: Pick<Api, 'mutate'>;
  readonly #before: string;

  constructor({ api, sites, kind, script, siteId }: ScriptFormOptions) {
    this.#api = api;
    this.sites = sites;
    this.kind = kind;
    this.script = script;
    this.siteId = script ? (script.site?.id ?? null) : siteId;
    this.content = script?.content ?? '';
    this.keywords = script?.keywords.join(m.list_comma()) ?? '';
    this.keywordMatch = script?.keywordMatch ?? 'ANY';
    this.delay = String(script?.delaySeconds ?? (kind === 'NUDGE' ? usualSilence : 0));
    this.hours = script?.hours ?? 'ALWAYS';
    this.mayFollowAgent = script?.mayFollowAgent ?? false;
    this.times = String(script?.timesPerSession ?? 1);
    this.isEnabled = script?.isEnabled ?? true;
    this.#before = JSON.stringify(this.#words());
  }

  get fields(): ReturnType<typeof fieldsOf> {
    return fieldsOf(this.kind);
  }

  /** Whether closing it loses something. */
  get isTouched(): boolean {
    return JSON.stringify(this.#words()) !== this.#before;
  }

  get siteName(): string {
    return (
      this.sites.find(({ id }) => id === this.siteId)?.name ?? this.sites[0]?.name ?? m.reply_example_site()
    );
  }

  /** Writes a variable where the caret is in the content. */
  addVariable(variable: ScriptVariable, field: Field): void {
    field.setRangeText(variableText(variable), field.selectionStart, field.selectionEnd, 'end');
    this.content = field.value;
    field.focus();
  }

  /** Saves it and closes the dialog; what is refused stays as it was filled in, with the reason at the field. */
  async submit(): Promise<void> {
    if (this.isBusy) return;
    this.error = null;
    this.errors = this.#mistakes();
    if (Object.keys(this.errors).length > 0) return;
    this.isBusy = true;
    try {
      const answer = await this.#save();
      if (answer.__typename === 'Script') scriptFormDialog.close(answer);
      else this.#showRefusal(answer);
    } catch (error) {
      this.error = errorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }

  #words() {
    const { siteId, keywordMatch, hours, mayFollowAgent, isEnabled } = this;
    return {
      siteId,
      content: this.content.trim(),
      keywords: this.fields.keywords ? keywordsIn(this.keywords) : [],
      keywordMatch,
      delaySeconds: this.fields.delay ? Number(this.delay) : 0,
      hours,
      mayFollowAgent,
      timesPerSession: Number(this.times),
      isEnabled,
    };
  }

  #mistakes(): Partial<Record<FieldName, string>> {
    const { content, keywords, delaySeconds, timesPerSession } = this.#words();
    const required = violationText({ rule: 'REQUIRED', limit: null });
    const unknown = unknownVariable(this.kind, content);
    const isCount = (value: number, min: number, max: number) =>
      Number.isInteger(value) && value >= min && value <= max;
    return {
      ...(content === '' && { content: required }),
      ...(unknown && { content: m.script_variable_unknown({ variable: unknown }) }),
      ...(this.fields.keywords && keywords.length === 0 && { keywords: required }),
      ...(!isCount(delaySeconds, this.kind === 'NUDGE' ? 10 : 0, 3600) && {
        delaySeconds: this.kind === 'NUDGE' ? m.script_silence_range() : m.script_delay_range(),
      }),
      ...(!isCount(timesPerSession, 1, 20) && { timesPerSession: m.script_times_range() }),
    };
  }

  async #save() {
    const words = this.#words();
    const { script, kind } = this;
    if (!script)
      return (await this.#api.mutate(CreateScriptDocument, { input: { kind, ...words } })).createScript;
    const input = { scriptId: script.id, ...words };
    return (await this.#api.mutate(UpdateScriptDocument, { input })).updateScript;
  }

  #showRefusal(refusal: Refusal): void {
    const violations = refusal.__typename === 'InvalidInputError' ? refusal.violations : [];
    const names: readonly FieldName[] = ['content', 'keywords', 'delaySeconds', 'timesPerSession'];
    for (const violation of violations) {
      const name = names.find((one) => one === violation.field.split('.')[0]);
      if (name) this.errors = { ...this.errors, [name]: violationText(violation) };
    }
    if (Object.keys(this.errors).length > 0) return;
    this.error = refusal.__typename === 'NotFoundError' ? m.script_gone() : errorText(refusal.code);
  }
}

/** What is typed as keywords: with commas, semicolons or lines between them, in whatever script. */
export function keywordsIn(text: string): string[] {
  const keywords = text.split(/[,，、;；\n]/).map((keyword) => keyword.trim());
  return [...new Set(keywords.filter((keyword) => keyword !== ''))];
}

export const scriptFormDialog = new DialogState<ScriptFormState, ManagedScriptFragment>();
