import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  InviteAgentDocument,
  UpdateAgentDocument,
  type ManagedAgentFragment,
  type NewInvitationFragment,
  type RefusalFragment,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { managementErrorText } from '#lib/setting/managementErrorText.ts';
import { violationText } from '#lib/setting/violationText.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';
import type { AgentPlaces } from './agentPlaces.svelte.ts';

interface AgentFormOptions {
  api: Pick<Api, 'mutate'>;
  places: AgentPlaces;
  /** The one to be changed; null for one to be invited. */
  agent: ManagedAgentFragment | null;
}

export const fields = ['displayName', 'login', 'departmentId', 'roleId', 'capacity'] as const;
export type AgentField = (typeof fields)[number];

/** What came of the form: a link for one who is invited, the agent for one who was changed. */
export type AgentFormAnswer = { invitation: NewInvitationFragment } | { agent: ManagedAgentFragment };

const maxCapacity = 1_000;

/** An agent who is invited or changed. */
export class AgentFormState {
  displayName = $state('');
  login = $state('');
  departmentId = $state<string | null>(null);
  roleId = $state<string | null>(null);
  /** As typed. */
  capacity = $state('');
  isBusy = $state(false);
  errors = $state<Partial<Record<AgentField, string>>>({});
  error = $state<string | null>(null);
  readonly agent: ManagedAgentFragment | null;
  readonly places: AgentPlaces;
  readonly #api: Pick<Api, 'mutate'>;

  constructor({ api, places, agent }: AgentFormOptions) {
    this.#api = api;
    this.places = places;
    this.agent = agent;
    if (!agent) return;
    this.displayName = agent.displayName;
    this.login = agent.login;
    this.departmentId = agent.department.id;
    this.roleId = agent.role.id;
    this.capacity = String(agent.capacity);
  }

  /** Saves it and closes the dialog; what is refused stays as it was filled in, with the reason at its field. */
  async submit(): Promise<void> {
    if (this.isBusy) return;
    this.error = null;
    this.errors = this.#missing();
    const { departmentId, roleId } = this;
    if (Object.keys(this.errors).length > 0 || departmentId === null || roleId === null) return;
    const place = { displayName: this.displayName.trim(), departmentId, roleId };
    this.isBusy = true;
    try {
      if (this.agent) await this.#update(this.agent.id, place);
      else await this.#invite(place);
    } catch (error) {
      this.error = managementErrorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }

  #missing(): Partial<Record<AgentField, string>> {
    const required = violationText({ rule: 'REQUIRED', limit: null });
    const capacity = Number(this.capacity);
    const isCapacity = this.capacity.trim() !== '' && Number.isInteger(capacity);
    const isInRange = isCapacity && capacity >= 0 && capacity <= maxCapacity;
    return {
      ...(this.displayName.trim() === '' && { displayName: required }),
      ...(this.login.trim() === '' && { login: required }),
      ...(/\s/.test(this.login.trim()) && { login: m.agent_login_malformed() }),
      ...(this.departmentId === null && { departmentId: required }),
      ...(this.roleId === null && { roleId: required }),
      ...(this.agent && !isInRange && { capacity: m.number_range({ min: 0, max: maxCapacity }) }),
    };
  }

  async #invite(place: { displayName: string; departmentId: string; roleId: string }): Promise<void> {
    const input = { ...place, login: this.login.trim() };
    const { inviteAgent } = await this.#api.mutate(InviteAgentDocument, { input });
    if (inviteAgent.__typename === 'InvitationLink') agentFormDialog.close({ invitation: inviteAgent });
    else this.#showRefusal(inviteAgent);
  }

  async #update(
    agentId: string,
    place: { displayName: string; departmentId: string; roleId: string },
  ): Promise<void> {
    const input = { ...place, agentId, capacity: Number(this.capacity) };
    const { updateAgent } = await this.#api.mutate(UpdateAgentDocument, { input });
    if (updateAgent.__typename === 'Agent') agentFormDialog.close({ agent: updateAgent });
    else this.#showRefusal(updateAgent);
  }

  #showRefusal(refusal: RefusalFragment): void {
    if (refusal.code === 'LOGIN_TAKEN') this.errors = { login: managementErrorText(refusal.code) };
    else if (refusal.code === 'PERMISSION_NOT_HELD' || refusal.code === 'LAST_HOLDER')
      this.errors = { roleId: managementErrorText(refusal.code) };
    else if (refusal.__typename === 'InvalidInputError') {
      const known = refusal.violations.filter(({ field }) => fields.some((one) => one === field));
      this.errors = Object.fromEntries(known.map((one) => [one.field, violationText(one)]));
      if (known.length === 0) this.error = managementErrorText(refusal.code);
    } else this.error = managementErrorText(refusal.code);
  }
}

export const agentFormDialog = new DialogState<AgentFormState, AgentFormAnswer>();
