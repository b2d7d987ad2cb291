import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { TransferTargetsDocument, type TransferTargetFragment } from '#lib/gql/generated.ts';
import { compareByReach } from '#lib/agent/agentStatus.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';
import { PickState } from '#lib/ui/pickState.svelte.ts';

export interface TransferChoice {
  agent: TransferTargetFragment;
  note: string;
}

/** How often the reachable agents are fetched while somebody chooses among them. */
const refreshMs = 3_000;

/** Whom a session is to go to, and what the new owner should know. */
export class TransferState {
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  failureCode = $state<string | null>(null);
  note = $state('');
  readonly nickname: string;
  readonly pick: PickState<TransferTargetFragment>;
  #targets = $state.raw<readonly TransferTargetFragment[]>([]);
  readonly #api: Pick<Api, 'query'>;
  readonly #ownerId: string | null;

  readonly hasTargets = $derived(this.#targets.length > 0);
  readonly choice = $derived.by<TransferChoice | null>(() => {
    const agent = this.pick.active;
    return agent && { agent, note: this.note.trim() };
  });

  constructor(api: Pick<Api, 'query'>, session: { ownerId: string | null; visitor: { nickname: string } }) {
    this.#api = api;
    this.#ownerId = session.ownerId;
    this.nickname = session.visitor.nickname;
    this.pick = new PickState({
      options: () => this.#targets,
      textOf: (agent) => `${agent.displayName} ${agent.department.name}`,
      onPick: () => transferDialog.close(this.choice),
    });
  }

  /** Fetches the reachable agents now and again; returns what stops that. */
  watch(): () => void {
    void this.refresh();
    const timer = setInterval(() => void this.refresh(), refreshMs);
    return () => clearInterval(timer);
  }

  async refresh(): Promise<void> {
    try {
      const { transferTargets } = await this.#api.query(TransferTargetsDocument, {});
      // Whoever has the session already cannot be given it.
      this.#targets = transferTargets.filter(({ id }) => id !== this.#ownerId).sort(compareByReach);
      this.status = 'ready';
    } catch (error) {
      this.failureCode = codeOf(error);
      if (this.status === 'loading') this.status = 'failed';
    }
  }
}

export const transferDialog = new DialogState<TransferState, TransferChoice>();
