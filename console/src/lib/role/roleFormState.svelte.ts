import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  CreateRoleDocument,
  UpdateRoleDocument,
  type ManagedRoleFragment,
  type RefusalFragment,
} from '#lib/gql/generated.ts';
import { managementErrorText } from '#lib/setting/managementErrorText.ts';
import { refusalText } from '#lib/setting/refusalText.ts';
import { violationText } from '#lib/setting/violationText.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';

interface RoleFormOptions {
  api: Pick<Api, 'mutate'>;
  /** The one to be renamed; null for one to be made. */
  role: ManagedRoleFragment | null;
  /** What a new one can begin with. */
  models: readonly ManagedRoleFragment[];
  name?: string;
  modelId?: string | null;
}

/** A role that is made or renamed. */
export class RoleFormState {
  name = $state('');
  /** Whose permissions a new one begins with; null for none. */
  modelId = $state<string | null>(null);
  isBusy = $state(false);
  nameError = $state<string | null>(null);
  error = $state<string | null>(null);
  readonly role: ManagedRoleFragment | null;
  readonly models: readonly ManagedRoleFragment[];
  readonly #api: Pick<Api, 'mutate'>;

  constructor({ api, role, models, name, modelId }: RoleFormOptions) {
    this.#api = api;
    this.role = role;
    this.models = models;
    this.name = role?.name ?? name ?? '';
    this.modelId = modelId ?? null;
  }

  async submit(): Promise<void> {
    if (this.isBusy) return;
    const name = this.name.trim();
    this.error = null;
    this.nameError = name === '' ? violationText({ rule: 'REQUIRED', limit: null }) : null;
    if (this.nameError) return;
    this.isBusy = true;
    try {
      const answer = await this.#save(name);
      if (answer.__typename === 'Role') roleFormDialog.close(answer);
      else this.#showRefusal(answer);
    } catch (error) {
      this.error = managementErrorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }

  async #save(name: string) {
    if (this.role) {
      const input = { roleId: this.role.id, name };
      return (await this.#api.mutate(UpdateRoleDocument, { input })).updateRole;
    }
    const model = this.models.find(({ id }) => id === this.modelId);
    const input = { name, permissions: [...(model?.permissions ?? [])] };
    return (await this.#api.mutate(CreateRoleDocument, { input })).createRole;
  }

  #showRefusal(refusal: RefusalFragment): void {
    if (refusal.code === 'ROLE_NAME_TAKEN') this.nameError = managementErrorText(refusal.code);
    else if (refusal.__typename === 'InvalidInputError') this.nameError = refusalText(refusal);
    else this.error = managementErrorText(refusal.code);
  }
}

export const roleFormDialog = new DialogState<RoleFormState, ManagedRoleFragment>();
