import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { LazyRead } from '#lib/connection/lazyRead.svelte.ts';
import { ParametersDocument, UpdateParametersDocument, type ParametersQuery } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { managementErrorText } from './managementErrorText.ts';
import {
  parameterNames,
  parameterTexts,
  unitTexts,
  type ParameterName,
  type ParameterValue,
} from './parameterTexts.ts';

type Rule = ParametersQuery['settingRules'][number];

/** The organisation's parameters: changed on the page first, then saved together. */
export class ParametersState {
  readonly read: LazyRead<ParametersQuery>;
  /** What was typed and chosen, by parameter; numbers as typed. */
  #drafts = $state.raw<Partial<Record<ParameterName, ParameterValue>>>({});
  /** What the API found wrong, by parameter. */
  #refused = $state.raw<Partial<Record<ParameterName, string>>>({});
  isSaving = $state(false);
  readonly changed = $derived.by(() => parameterNames.filter((name) => this.#isChanged(name)));
  readonly hasErrors = $derived.by(() => parameterNames.some((name) => this.errorOf(name) !== null));
  readonly #api: Pick<Api, 'query' | 'mutate'>;

  constructor(api: Pick<Api, 'query' | 'mutate'>) {
    this.#api = api;
    this.read = new LazyRead(() => api.query(ParametersDocument, {}));
  }

  /** What its field shows. */
  valueOf(name: ParameterName): ParameterValue {
    return this.#drafts[name] ?? this.#saved(name);
  }

  /** What it is unless somebody says otherwise; null while that is not known. */
  usualOf(name: ParameterName): ParameterValue | null {
    const rule = this.ruleOf(name);
    return rule ? (JSON.parse(rule.usual) as ParameterValue) : null;
  }

  ruleOf(name: ParameterName): Rule | undefined {
    return this.read.value?.settingRules.find((rule) => rule.name === name);
  }

  isUsual(name: ParameterName): boolean {
    return this.#parsed(name) === this.usualOf(name);
  }

  change(name: ParameterName, value: ParameterValue): void {
    this.#drafts = { ...this.#drafts, [name]: value };
    this.#refused = { ...this.#refused, [name]: undefined };
  }

  reset(name: ParameterName): void {
    const usual = this.usualOf(name);
    if (usual !== null) this.change(name, usual);
  }

  discard(): void {
    this.#drafts = {};
    this.#refused = {};
  }

  errorOf(name: ParameterName): string | null {
    const rule = this.ruleOf(name);
    const value = this.#parsed(name);
    if (rule?.min != null && rule.max != null) {
      const isGood = Number.isInteger(value) && Number(value) >= rule.min && Number(value) <= rule.max;
      if (!isGood) return m.number_range({ min: rule.min, max: rule.max });
    }
    return this.#refused[name] ?? null;
  }

  /** Saves all that has changed, together; what is refused stays as it was filled in. */
  async save(): Promise<void> {
    if (this.isSaving || this.changed.length === 0 || this.hasErrors) return;
    this.isSaving = true;
    try {
      const input = Object.fromEntries(this.changed.map((name) => [name, this.#parsed(name)]));
      const { updateSettings } = await this.#api.mutate(UpdateParametersDocument, { input });
      if (updateSettings.__typename === 'Settings') {
        const { value } = this.read;
        if (value) this.read.value = { ...value, settings: updateSettings };
        this.discard();
        toastState.show(m.parameters_saved());
      } else if (updateSettings.__typename === 'InvalidInputError') {
        const fields = updateSettings.violations.map(({ field }) => [field, m.error_invalid_input()]);
        this.#refused = Object.fromEntries(fields) as Partial<Record<ParameterName, string>>;
      } else toastState.show(managementErrorText(updateSettings.code), 'error');
    } catch (error) {
      toastState.show(managementErrorText(codeOf(error)), 'error');
    } finally {
      this.isSaving = false;
    }
  }

  #saved(name: ParameterName): ParameterValue {
    return this.read.value?.settings[name] ?? '';
  }

  /** The value that would be saved; text that is no number stays what it is. */
  #parsed(name: ParameterName): ParameterValue {
    const value = this.valueOf(name);
    const isNumber = parameterTexts[name].kind in unitTexts;
    return isNumber && String(value).trim() !== '' ? Number(value) : value;
  }

  #isChanged(name: ParameterName): boolean {
    return this.#drafts[name] !== undefined && this.#parsed(name) !== this.#saved(name);
  }
}
