import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { RenameApiTokenDocument, type ManagedApiTokenFragment } from '#lib/gql/generated.ts';
import { errorText } from '#lib/setting/errorText.ts';
import { refusalText } from '#lib/setting/refusalText.ts';
import { violationText } from '#lib/setting/violationText.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';

/** An API token that is called otherwise. */
export class ApiTokenNameState {
  name = $state('');
  error = $state<string | null>(null);
  isBusy = $state(false);
  readonly token: ManagedApiTokenFragment;
  readonly #api: Pick<Api, 'mutate'>;

  constructor(api: Pick<Api, 'mutate'>, token: ManagedApiTokenFragment) {
    this.#api = api;
    this.token = token;
    this.name = token.name;
  }

  async submit(): Promise<void> {
    const name = this.name.trim();
    this.error = name === '' ? violationText({ rule: 'REQUIRED', limit: null }) : null;
    if (this.isBusy || this.error !== null) return;
    this.isBusy = true;
    try {
      const input = { apiTokenId: this.token.id, name };
      const { renameApiToken } = await this.#api.mutate(RenameApiTokenDocument, { input });
      if (renameApiToken.__typename === 'ApiToken') apiTokenNameDialog.close(renameApiToken);
      else this.error = refusalText(renameApiToken);
    } catch (error) {
      this.error = errorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }
}

export const apiTokenNameDialog = new DialogState<ApiTokenNameState, ManagedApiTokenFragment>();
