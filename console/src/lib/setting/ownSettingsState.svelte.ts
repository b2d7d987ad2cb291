import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  OwnSettingsDocument,
  UpdateOwnSettingsDocument,
  type OwnSettingsFragment,
  type UpdateOwnSettingsInput,
} from '#lib/gql/generated.ts';
import { letterShortcuts } from '#lib/ui/letterShortcuts.svelte.ts';
import { isLocale } from '#lib/paraglide/runtime.js';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { errorText } from './errorText.ts';
import { localeState } from './localeState.svelte.ts';
import { themeState, type Theme } from './themeState.svelte.ts';

type ThemeChoice = NonNullable<OwnSettingsFragment['theme']>;

const themeOf: Record<ThemeChoice, Theme> = { SYSTEM: 'system', LIGHT: 'light', DARK: 'dark' };
export const themeChoiceOf: Record<Theme, ThemeChoice> = { system: 'SYSTEM', light: 'LIGHT', dark: 'DARK' };

/** What an agent can choose at a time. */
export type OwnSettingsChange = {
  [Name in keyof UpdateOwnSettingsInput]: OwnSettingsFragment[Name & keyof OwnSettingsFragment];
};

/** The agent's own parameters: kept by the server, in force at once. */
export class OwnSettingsState {
  /** Null until they are known. */
  current = $state.raw<OwnSettingsFragment | null>(null);
  readonly #api: Api;
  /** The request whose answer counts. */
  #newest: symbol | null = null;

  constructor(api: Api, initial: OwnSettingsFragment | null = null) {
    this.#api = api;
    if (initial) this.#take(initial);
  }

  /** Looks what is chosen, maybe on another device; what is known already stays when that fails. */
  async load(): Promise<void> {
    const request = Symbol();
    this.#newest = request;
    try {
      const { ownSettings } = await this.#api.query(OwnSettingsDocument, {});
      if (this.#newest === request) this.#take(ownSettings);
    } catch {
      // What is chosen here is chosen all the same.
    }
  }

  /** Chooses, which is in force at once and taken back when it is refused. */
  choose(change: OwnSettingsChange): Promise<void> {
    if (this.current) return this.#save(change, { ...this.current, ...change });
    return this.#save(change, null);
  }

  /** Has something be again as it is for whoever has not chosen. */
  goBack(name: keyof UpdateOwnSettingsInput): Promise<void> {
    return this.#save({ [name]: null }, this.current);
  }

  async #save(change: UpdateOwnSettingsInput, meanwhile: OwnSettingsFragment | null): Promise<void> {
    const before = this.current;
    const request = Symbol();
    this.#newest = request;
    if (meanwhile) this.#take(meanwhile);
    try {
      const { updateOwnSettings: answer } = await this.#api.mutate(UpdateOwnSettingsDocument, {
        input: asInput(change),
      });
      if (answer.__typename === 'AgentSettings') {
        if (this.#newest === request) this.#take(answer);
      } else this.#takeBack(request, before, answer.code);
    } catch (error) {
      this.#takeBack(request, before, codeOf(error));
    }
  }

  #take(settings: OwnSettingsFragment): void {
    this.current = settings;
    const { language, theme } = settings;
    letterShortcuts.areOn = settings.letterShortcuts;
    // It may have been chosen in a console that knows more languages.
    if (language !== localeState.current && isLocale(language)) localeState.choose(language);
    if (theme && themeState.current !== themeOf[theme]) themeState.choose(themeOf[theme]);
  }

  #takeBack(request: symbol, before: OwnSettingsFragment | null, code: string): void {
    if (this.#newest === request && before) this.#take(before);
    toastState.show(errorText(code), 'error');
  }
}

/** What came from the API as what is sent to it, where answers' type names have no place. */
function asInput(change: UpdateOwnSettingsInput): UpdateOwnSettingsInput {
  const text = JSON.stringify(change, (key, value: unknown) => (key === '__typename' ? undefined : value));
  return JSON.parse(text) as UpdateOwnSettingsInput;
}
