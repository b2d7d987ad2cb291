import type { Api } from '#lib/connection/api.ts';
import { LazyRead } from '#lib/connection/lazyRead.svelte.ts';
import { AgentPlacesDocument, type AgentPlacesQuery, type CurrentAgentFragment } from '#lib/gql/generated.ts';
import { departmentOptions } from './departmentOptions.ts';

/** Where agents can work and as what, as far as it is whoever manages them to say. */
export class AgentPlaces extends LazyRead<AgentPlacesQuery> {
  readonly #viewer: CurrentAgentFragment;
  readonly departments = $derived.by(() => this.value?.departments ?? []);
  readonly roles = $derived.by(() => this.value?.roles ?? []);
  /** The departments within reach. */
  readonly departmentOptions = $derived.by(() => {
    const { role, department } = this.#viewer;
    return departmentOptions(
      this.departments,
      role.permissions.includes('SEE_ALL_SESSIONS') ? null : department.id,
    );
  });
  readonly roleOptions = $derived.by(() => this.roles.map(({ id, name }) => ({ value: id, label: name })));
  /** The roles that allow no more than whoever gives them may do. */
  readonly givableRoleOptions = $derived.by(() => {
    const held = new Set(this.#viewer.role.permissions);
    return this.roles
      .filter(({ permissions }) => permissions.every((one) => held.has(one)))
      .map(({ id, name }) => ({ value: id, label: name }));
  });

  constructor(api: Pick<Api, 'query'>, viewer: CurrentAgentFragment) {
    super(() => api.query(AgentPlacesDocument, {}));
    this.#viewer = viewer;
  }
}
