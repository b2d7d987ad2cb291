import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { pageOf, PagedList } from '#lib/connection/pagedList.svelte.ts';
import {
  ApiTokenChoicesDocument,
  ApiTokensDocument,
  RevokeApiTokenDocument,
  type ApiTokenChoicesQuery,
  type CurrentAgentFragment,
  type ManagedApiTokenFragment,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';
import { SearchState } from '#lib/ui/searchState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { apiTokenFormDialog, ApiTokenFormState, type MadeApiToken } from './apiTokenFormState.svelte.ts';
import { apiTokenNameDialog, ApiTokenNameState } from './apiTokenNameState.svelte.ts';

const pageSize = 50;

/** A token that was just made, with its secret: it is shown this once. */
export const madeApiTokenDialog = new DialogState<MadeApiToken, never>();

/** All API tokens, to be made, renamed and revoked. */
export class ApiTokenManagementState {
  /** Only the good ones, only the others, or all. */
  isActive = $state<boolean | null>(null);
  readonly search = new SearchState({ onSearch: (search) => this.#find(search) });
  readonly list: PagedList<ManagedApiTokenFragment>;
  readonly #api: Pick<Api, 'query' | 'mutate'>;
  readonly #viewer: CurrentAgentFragment;
  #wanted = $state('');

  readonly isNarrowed = $derived(this.isActive !== null || this.#wanted !== '');

  constructor(api: Pick<Api, 'query' | 'mutate'>, viewer: CurrentAgentFragment) {
    this.#api = api;
    this.#viewer = viewer;
    this.list = new PagedList(async (after) => {
      const filter = { search: this.#wanted || null, isActive: this.isActive };
      const { apiTokens } = await api.query(ApiTokensDocument, { ...filter, first: pageSize, after });
      return pageOf(apiTokens);
    });
  }

  narrow(isActive: boolean | null): void {
    this.isActive = isActive;
    void this.list.load();
  }

  /** Shows all of them again. */
  widen(): void {
    this.isActive = null;
    this.search.clear();
    void this.list.load();
  }

  /** Makes a token, if nobody thinks better of it, and shows its secret. */
  async create(): Promise<void> {
    const choices = await this.#choices();
    if (!choices) return;
    const form = new ApiTokenFormState({ api: this.#api, viewer: this.#viewer, choices });
    const made = await apiTokenFormDialog.ask(form);
    if (!made) return;
    void this.list.load();
    await madeApiTokenDialog.ask(made);
  }

  async rename(token: ManagedApiTokenFragment): Promise<void> {
    const renamed = await apiTokenNameDialog.ask(new ApiTokenNameState(this.#api, token));
    if (renamed) this.list.replace(renamed);
  }

  async revoke(token: ManagedApiTokenFragment): Promise<void> {
    const isConfirmed = await confirmState.ask({
      title: m.api_token_revoke_title({ name: token.name }),
      text: m.api_token_revoke_text(),
      confirmLabel: m.api_token_revoke(),
      isDangerous: true,
    });
    if (!isConfirmed) return;
    try {
      const input = { apiTokenId: token.id };
      const { revokeApiToken } = await this.#api.mutate(RevokeApiTokenDocument, { input });
      if (revokeApiToken.__typename !== 'ApiToken')
        return toastState.show(errorText(revokeApiToken.code), 'error');
      this.list.replace(revokeApiToken);
      toastState.show(m.api_token_revoked({ name: token.name }));
    } catch (error) {
      toastState.show(errorText(codeOf(error)), 'error');
    }
  }

  #find(search: string): void {
    this.#wanted = search;
    void this.list.load();
  }

  async #choices(): Promise<ApiTokenChoicesQuery | null> {
    try {
      return await this.#api.query(ApiTokenChoicesDocument, {});
    } catch (error) {
      toastState.show(errorText(codeOf(error)), 'error');
      return null;
    }
  }
}
