import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  CreateApiTokenDocument,
  type ApiTokenChoicesQuery,
  type CreateApiTokenMutation,
  type CurrentAgentFragment,
  type Permission,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { permissionGroups } from '#lib/role/permissionTexts.ts';
import { errorText } from '#lib/setting/errorText.ts';
import { refusalText } from '#lib/setting/refusalText.ts';
import { violationText } from '#lib/setting/violationText.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';

/** For how many days a token can be good; null for ever. */
export const expiryChoices = [30, 90, 365, null] as const;
const dayMs = 24 * 60 * 60 * 1000;

interface ApiTokenFormOptions {
  api: Pick<Api, 'mutate'>;
  viewer: CurrentAgentFragment;
  choices: ApiTokenChoicesQuery;
}

type Answer = CreateApiTokenMutation['createApiToken'];
export type MadeApiToken = Extract<Answer, { __typename: 'CreatedApiToken' }>;

/** An API token that is made. */
export class ApiTokenFormState {
  name = $state('');
  agentId = $state('');
  siteId = $state<string | null>(null);
  /** In days; null for ever. */
  lifetime = $state<number | null>(90);
  isReadOnly = $state(true);
  isBusy = $state(false);
  nameError = $state<string | null>(null);
  scopesError = $state<string | null>(null);
  /** Why it was not done, in words. */
  error = $state<string | null>(null);
  readonly agents: readonly { id: string; displayName: string }[];
  readonly choices: ApiTokenChoicesQuery;
  readonly #api: Pick<Api, 'mutate'>;
  readonly #held: readonly Permission[];
  #chosen = $state.raw<ReadonlySet<Permission>>(new Set());

  /** What the viewer can give, in groups: nobody gives what they do not have. */
  readonly groups = $derived(
    permissionGroups
      .map((group) => ({
        ...group,
        permissions: group.permissions.filter((one) => this.#held.includes(one)),
      }))
      .filter(({ permissions }) => permissions.length > 0),
  );
  readonly scopes = $derived.by(() => this.#held.filter((one) => this.isChosen(one)));

  constructor({ api, viewer, choices }: ApiTokenFormOptions) {
    this.#api = api;
    this.choices = choices;
    this.#held = viewer.role.permissions;
    this.agentId = viewer.id;
    const seesColleagues = this.#held.some((one) =>
      ['SEE_DEPARTMENT_SESSIONS', 'SEE_ALL_SESSIONS'].includes(one),
    );
    const self = { id: viewer.id, displayName: m.api_token_agent_self({ name: viewer.displayName }) };
    this.agents = [self, ...(seesColleagues ? choices.colleagues : [])];
  }

  /** Whether a token for the chosen site can allow it. */
  isPossible(permission: Permission): boolean {
    return this.siteId === null || this.choices.siteScopes.includes(permission);
  }

  isChosen(permission: Permission): boolean {
    return this.#chosen.has(permission) && this.isPossible(permission);
  }

  toggle(permission: Permission): void {
    const chosen = new Set(this.#chosen);
    if (!chosen.delete(permission)) chosen.add(permission);
    this.#chosen = chosen;
    this.scopesError = null;
  }

  chooseAll(isOn: boolean): void {
    this.#chosen = new Set(isOn ? this.#held : []);
    this.scopesError = null;
  }

  /** Makes it and closes the dialog; what is refused stays as it was filled in, with the reason at the field. */
  async submit(): Promise<void> {
    if (this.isBusy) return;
    this.error = null;
    const isNamed = this.name.trim() !== '';
    this.nameError = isNamed ? null : violationText({ rule: 'REQUIRED', limit: null });
    this.scopesError = this.scopes.length > 0 ? null : m.api_token_scopes_none();
    if (this.nameError !== null || this.scopesError !== null) return;
    this.isBusy = true;
    try {
      const { createApiToken: answer } = await this.#api.mutate(CreateApiTokenDocument, {
        input: this.#input(),
      });
      if (answer.__typename === 'CreatedApiToken') apiTokenFormDialog.close(answer);
      else this.#showRefusal(answer);
    } catch (error) {
      this.error = errorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }

  #input() {
    const { agentId, siteId, isReadOnly, scopes, lifetime } = this;
    const expiresAt = lifetime === null ? null : new Date(Date.now() + lifetime * dayMs).toISOString();
    return { name: this.name.trim(), agentId, siteId, isReadOnly, scopes: [...scopes], expiresAt };
  }

  #showRefusal(refusal: Exclude<Answer, { __typename: 'CreatedApiToken' }>): void {
    const violations = refusal.__typename === 'InvalidInputError' ? refusal.violations : [];
    const ofName = violations.find(({ field }) => field === 'name');
    if (ofName) this.nameError = violationText(ofName);
    else this.error = refusalText(refusal);
  }
}

export const apiTokenFormDialog = new DialogState<ApiTokenFormState, MadeApiToken>();
