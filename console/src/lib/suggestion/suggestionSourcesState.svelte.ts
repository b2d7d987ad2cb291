import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  OwnSettingsDocument,
  UpdateOwnSettingsDocument,
  type SuggestionSources,
} from '#lib/gql/generated.ts';
import { errorText } from '#lib/setting/errorText.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';

/** Where suggestions come from, in the order in which it is offered. */
export const suggestionSources = [
  'QUICK_REPLIES',
  'HISTORY',
  'BOTH',
] as const satisfies readonly SuggestionSources[];

/** The agent's own choice of where suggestions come from. */
export class SuggestionSourcesState {
  /** Null until it is known. */
  current = $state<SuggestionSources | null>(null);
  readonly #api: Api;
  /** The request whose answer counts. */
  #newest: symbol | null = null;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Looks what is chosen; what is known already stays when that fails. */
  async load(): Promise<void> {
    const request = Symbol();
    this.#newest = request;
    try {
      const { ownSettings } = await this.#api.query(OwnSettingsDocument, {});
      if (this.#newest === request) this.current = ownSettings.suggestionSources;
    } catch {
      // It is looked for again when the menu is opened again.
    }
  }

  /** Chooses, which is seen at once and taken back when it is refused. */
  async choose(sources: SuggestionSources): Promise<void> {
    const before = this.current;
    const request = Symbol();
    this.#newest = request;
    this.current = sources;
    try {
      const input = { suggestionSources: sources };
      const { updateOwnSettings: answer } = await this.#api.mutate(UpdateOwnSettingsDocument, { input });
      if (answer.__typename !== 'AgentSettings') this.#takeBack(request, before, answer.code);
    } catch (error) {
      this.#takeBack(request, before, codeOf(error));
    }
  }

  #takeBack(request: symbol, before: SuggestionSources | null, code: string): void {
    if (this.#newest === request) this.current = before;
    toastState.show(errorText(code), 'error');
  }
}
