import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { pageOf, PagedList } from '#lib/connection/pagedList.svelte.ts';
import {
  IssueInvitationDocument,
  ManagedAgentsDocument,
  ReactivateAgentDocument,
  ResetSecondFactorDocument,
  WithdrawInvitationDocument,
  type AgentState,
  type AgentStatus,
  type CurrentAgentFragment,
  type ManagedAgentFragment,
  type NewInvitationFragment,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { managementErrorText } from '#lib/setting/managementErrorText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';
import { SearchState } from '#lib/ui/searchState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { agentFormDialog, AgentFormState } from './agentFormState.svelte.ts';
import { AgentPlaces } from './agentPlaces.svelte.ts';
import { deactivationDialog, DeactivationState } from './deactivationState.svelte.ts';

/** Which agents are shown. */
export interface ManagedAgentFilter {
  state: AgentState | null;
  departmentId: string | null;
  roleId: string | null;
  status: AgentStatus | null;
}

const noFilter: ManagedAgentFilter = { state: null, departmentId: null, roleId: null, status: null };
const pageSize = 50;

/** A link that was just made: it is shown this once. */
export const invitationDialog = new DialogState<NewInvitationFragment, never>();

/** All agents within reach, to be invited, changed and locked out. */
export class AgentManagementState {
  filter = $state.raw<ManagedAgentFilter>(noFilter);
  readonly search = new SearchState({ onSearch: (search) => this.#find(search) });
  readonly list: PagedList<ManagedAgentFragment>;
  readonly places: AgentPlaces;
  readonly #api: Api;
  #wanted = $state('');

  readonly filterCount = $derived(Object.values(this.filter).filter((value) => value !== null).length);
  readonly isNarrowed = $derived(this.filterCount > 0 || this.#wanted !== '');

  constructor(api: Api, viewer: CurrentAgentFragment) {
    this.#api = api;
    this.places = new AgentPlaces(api, viewer);
    this.list = new PagedList(async (after) => {
      const variables = { ...this.filter, first: pageSize, after, search: this.#wanted || null };
      const { agents } = await this.#api.query(ManagedAgentsDocument, variables);
      return pageOf(agents);
    });
  }

  load(): void {
    void this.list.load();
    void this.places.load();
  }

  narrow(change: Partial<ManagedAgentFilter>): void {
    this.filter = { ...this.filter, ...change };
    void this.list.load();
  }

  /** Shows everybody again. */
  widen(): void {
    this.filter = noFilter;
    this.search.clear();
    void this.list.load();
  }

  async invite(): Promise<void> {
    const answer = await this.#fill(null);
    if (!answer || !('invitation' in answer)) return;
    await invitationDialog.ask(answer.invitation);
    await this.list.load();
  }

  async edit(agent: ManagedAgentFragment): Promise<void> {
    const answer = await this.#fill(agent);
    if (answer && 'agent' in answer) this.list.replace(answer.agent);
  }

  /** Makes a link on which the agent chooses a password, and shows it. */
  async issueLink(agent: ManagedAgentFragment): Promise<void> {
    const isInvited = agent.state === 'INVITED';
    const isConfirmed =
      isInvited ||
      (await confirmState.ask({
        title: m.agent_reset_title({ name: agent.displayName }),
        text: m.agent_reset_text(),
        confirmLabel: m.agent_reset_confirm(),
      }));
    if (!isConfirmed) return;
    await this.#request(async () => {
      const input = { agentId: agent.id };
      const { issueInvitation } = await this.#api.mutate(IssueInvitationDocument, { input });
      if (issueInvitation.__typename !== 'InvitationLink') return issueInvitation.code;
      this.list.replace(issueInvitation.agent);
      void invitationDialog.ask(issueInvitation);
      return null;
    });
  }

  async withdraw(agent: ManagedAgentFragment): Promise<void> {
    const isInvited = agent.state === 'INVITED';
    const isConfirmed = await confirmState.ask({
      title: m.agent_withdraw_title({ name: agent.displayName }),
      text: isInvited ? m.agent_withdraw_text() : m.agent_withdraw_reset_text(),
      confirmLabel: m.agent_withdraw(),
      isDangerous: true,
    });
    if (!isConfirmed) return;
    await this.#request(async () => {
      const input = { agentId: agent.id };
      const { withdrawInvitation } = await this.#api.mutate(WithdrawInvitationDocument, { input });
      if (withdrawInvitation.__typename !== 'DeletionReceipt') return withdrawInvitation.code;
      if (isInvited) this.list.remove(agent.id);
      else this.list.replace({ ...agent, invitationExpiresAt: null });
      toastState.show(m.agent_withdrawn({ name: agent.displayName }));
      return null;
    });
  }

  /** Lets an agent who has lost phone and recovery codes in with the password alone, to set them up anew. */
  async resetSecondFactor(agent: ManagedAgentFragment): Promise<void> {
    const isConfirmed = await confirmState.ask({
      title: m.agent_second_factor_title({ name: agent.displayName }),
      text: m.agent_second_factor_text(),
      confirmLabel: m.agent_second_factor_reset(),
      isDangerous: true,
    });
    if (!isConfirmed) return;
    await this.#request(async () => {
      const input = { agentId: agent.id };
      const { resetSecondFactor } = await this.#api.mutate(ResetSecondFactorDocument, { input });
      if (resetSecondFactor.__typename !== 'SignOutReceipt') return resetSecondFactor.code;
      this.list.replace({ ...agent, hasSecondFactor: false });
      toastState.show(m.agent_second_factor_done({ name: agent.displayName }));
      return null;
    });
  }

  async deactivate(agent: ManagedAgentFragment): Promise<void> {
    const form = new DeactivationState(this.#api, agent);
    void form.load();
    const deactivated = await deactivationDialog.ask(form);
    if (!deactivated) return;
    this.list.replace(deactivated);
    toastState.show(m.agent_deactivated({ name: agent.displayName }), 'notice', {
      label: m.agent_reactivate(),
      run: () => this.reactivate(deactivated),
    });
  }

  async reactivate(agent: ManagedAgentFragment): Promise<void> {
    await this.#request(async () => {
      const input = { agentId: agent.id };
      const { reactivateAgent } = await this.#api.mutate(ReactivateAgentDocument, { input });
      if (reactivateAgent.__typename !== 'Agent') return reactivateAgent.code;
      this.list.replace(reactivateAgent);
      toastState.show(m.agent_reactivated({ name: agent.displayName }));
      return null;
    });
  }

  #find(search: string): void {
    this.#wanted = search;
    void this.list.load();
  }

  #fill(agent: ManagedAgentFragment | null) {
    void this.places.load();
    return agentFormDialog.ask(new AgentFormState({ api: this.#api, places: this.places, agent }));
  }

  /** Says why something was not done; the list is fetched anew then, because it may show what is no more. */
  async #request(work: () => Promise<string | null>): Promise<void> {
    const code = await work().catch((error: unknown) => codeOf(error));
    if (code === null) return;
    toastState.show(managementErrorText(code), 'error');
    await this.list.load();
  }
}
