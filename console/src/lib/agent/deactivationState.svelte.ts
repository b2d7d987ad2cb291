import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  DeactivateAgentDocument,
  ManagedAgentsDocument,
  type ManagedAgentFragment,
} from '#lib/gql/generated.ts';
import { managementErrorText } from '#lib/setting/managementErrorText.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';
import { compareByReach } from './agentStatus.ts';

/** More colleagues than this nobody looks through. */
const mostTargets = 200;

/** An agent who is to be locked out, and who gets what they leave behind. */
export class DeactivationState {
  readonly agent: ManagedAgentFragment;
  /** Who gets the live sessions; null for whom the rules choose. */
  handOverToId = $state<string | null>(null);
  /** Who gets the personal quick replies; null for nobody. */
  quickRepliesToId = $state<string | null>(null);
  reachable = $state.raw<readonly ManagedAgentFragment[]>([]);
  active = $state.raw<readonly ManagedAgentFragment[]>([]);
  isBusy = $state(false);
  error = $state<string | null>(null);
  readonly #api: Pick<Api, 'mutate' | 'query'>;

  constructor(api: Pick<Api, 'mutate' | 'query'>, agent: ManagedAgentFragment) {
    this.#api = api;
    this.agent = agent;
  }

  readonly sessionTargets = $derived.by(() => optionsOf(this.reachable));
  readonly replyTargets = $derived.by(() => optionsOf(this.active));

  /** Learns who is there to take over; without an answer the rules are left to choose. */
  async load(): Promise<void> {
    const variables = { first: mostTargets, state: 'ACTIVE' as const };
    const others = (edges: readonly { node: ManagedAgentFragment }[]) =>
      edges.map(({ node }) => node).filter(({ id }) => id !== this.agent.id);
    try {
      const [reachable, active] = await Promise.all([
        this.#api.query(ManagedAgentsDocument, { ...variables, isReachable: true }),
        this.#api.query(ManagedAgentsDocument, variables),
      ]);
      this.reachable = others(reachable.agents.edges).toSorted(compareByReach);
      this.active = others(active.agents.edges);
    } catch (error) {
      this.error = managementErrorText(codeOf(error));
    }
  }

  async submit(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.error = null;
    const { handOverToId, quickRepliesToId } = this;
    const input = { agentId: this.agent.id, handOverToId, quickRepliesToId };
    try {
      const { deactivateAgent } = await this.#api.mutate(DeactivateAgentDocument, { input });
      if (deactivateAgent.__typename === 'Agent') deactivationDialog.close(deactivateAgent);
      else this.error = managementErrorText(deactivateAgent.code);
    } catch (error) {
      this.error = managementErrorText(codeOf(error));
    } finally {
      this.isBusy = false;
    }
  }
}

function optionsOf(agents: readonly ManagedAgentFragment[]) {
  return agents.map(({ id, displayName, department }) => ({
    value: id,
    label: `${displayName} · ${department.name}`,
  }));
}

export const deactivationDialog = new DialogState<DeactivationState, ManagedAgentFragment>();
