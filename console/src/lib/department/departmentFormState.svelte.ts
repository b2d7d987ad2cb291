import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { CreateDepartmentDocument, type ManagedDepartmentFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';
import { departmentPath, isWithin } from './departmentForest.ts';
import { departmentRefusal } from './departmentText.ts';

interface DepartmentFormOptions {
  api: Pick<Api, 'mutate'>;
  /** All of them, which may still be on their way when the form opens. */
  departments: () => readonly ManagedDepartmentFragment[];
  /** Whether the root of the tree is in the agent's reach. */
  canManageRoot: boolean;
  /** The one that is moved; null for one that is made. */
  moved: ManagedDepartmentFragment | null;
  parentId: string | null;
}

/** What comes of it: the department that was made, or below which one to move it. */
export type DepartmentAnswer = { made: ManagedDepartmentFragment } | { parentId: string | null };

/** A department that is made, or for which another place is chosen. */
export class DepartmentFormState {
  name = $state('');
  /** Empty for the root. */
  parentId = $state('');
  isBusy = $state(false);
  error = $state<string | null>(null);
  readonly moved: ManagedDepartmentFragment | null;
  readonly parents = $derived.by(() => this.#parents());
  readonly #options: DepartmentFormOptions;

  constructor(options: DepartmentFormOptions) {
    this.#options = options;
    this.moved = options.moved;
    this.parentId = options.parentId ?? this.#parents()[0]?.value ?? '';
  }

  #parents(): { value: string; label: string }[] {
    const { canManageRoot, moved } = this.#options;
    const departments = this.#options.departments();
    const possible = departments
      .filter(({ id, viewerCanManage }) => viewerCanManage && !(moved && isWithin(departments, id, moved.id)))
      .map(({ id }) => ({ value: id, label: departmentPath(departments, id) }));
    return canManageRoot ? [{ value: '', label: m.department_root() }, ...possible] : possible;
  }

  async submit(): Promise<void> {
    if (this.isBusy) return;
    const parentId = this.parentId || null;
    if (this.moved) return departmentFormDialog.close({ parentId });
    this.isBusy = true;
    this.error = null;
    try {
      const input = { name: this.name.trim(), parentId };
      const { createDepartment } = await this.#options.api.mutate(CreateDepartmentDocument, { input });
      if (createDepartment.__typename === 'Department')
        departmentFormDialog.close({ made: createDepartment });
      else this.error = departmentRefusal(createDepartment);
    } catch (error) {
      this.error = errorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }
}

export const departmentFormDialog = new DialogState<DepartmentFormState, DepartmentAnswer>();
