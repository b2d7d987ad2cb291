import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  CreateOutcomeDocument,
  UpdateOutcomeDocument,
  type ManagedOutcomeFragment,
} from '#lib/gql/generated.ts';
import { managementErrorText } from '#lib/setting/managementErrorText.ts';
import { refusalText } from '#lib/setting/refusalText.ts';
import { violationText } from '#lib/setting/violationText.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';

/** An outcome that is made or renamed. */
export class OutcomeFormState {
  name = $state('');
  isBusy = $state(false);
  nameError = $state<string | null>(null);
  readonly outcome: ManagedOutcomeFragment | null;
  readonly #api: Pick<Api, 'mutate'>;

  /** @param outcome the one to be renamed; null for one to be made */
  constructor(api: Pick<Api, 'mutate'>, outcome: ManagedOutcomeFragment | null) {
    this.#api = api;
    this.outcome = outcome;
    this.name = outcome?.name ?? '';
  }

  async submit(): Promise<void> {
    if (this.isBusy) return;
    const name = this.name.trim();
    this.nameError = name === '' ? violationText({ rule: 'REQUIRED', limit: null }) : null;
    if (this.nameError) return;
    this.isBusy = true;
    try {
      const answer = await this.#save(name);
      if (answer.__typename === 'SessionOutcome') outcomeFormDialog.close(answer);
      else
        this.nameError =
          answer.__typename === 'InvalidInputError' ? refusalText(answer) : managementErrorText(answer.code);
    } catch (error) {
      this.nameError = managementErrorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }

  async #save(name: string) {
    if (!this.outcome)
      return (await this.#api.mutate(CreateOutcomeDocument, { input: { name } })).createOutcome;
    const input = { outcomeId: this.outcome.id, name };
    return (await this.#api.mutate(UpdateOutcomeDocument, { input })).updateOutcome;
  }
}

export const outcomeFormDialog = new DialogState<OutcomeFormState, ManagedOutcomeFragment>();
