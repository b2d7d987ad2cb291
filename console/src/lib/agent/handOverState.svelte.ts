import type { Api } from '#lib/connection/api.ts';
import { OwnLoadDocument, type ColleagueFragment } from '#lib/gql/generated.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';
import { PickState } from '#lib/ui/pickState.svelte.ts';
import type { AgentDesk } from './agentDesk.svelte.ts';
import { isReachable } from './agentStatus.ts';

/** What the sessions are handed over for. */
export type HandOverOccasion = 'AWAY' | 'QUIT';

/** Who gets the sessions; `agent` is null for nobody, which only quitting offers. */
export interface HandOverOption {
  id: string;
  agent: ColleagueFragment | null;
}

interface HandOverOptions {
  api: Pick<Api, 'query'>;
  occasion: HandOverOccasion;
  colleagues: () => readonly ColleagueFragment[];
  /** Messages that wait in this browser. */
  unsentCount: number;
}

const nobody: HandOverOption = { id: 'nobody', agent: null };

/** Which colleague is to receive all of the agent's live sessions. */
export class HandOverState {
  readonly occasion: HandOverOccasion;
  readonly unsentCount: number;
  /** How many sessions it is about; null until it is known. */
  sessionsCount = $state<number | null>(null);
  readonly pick: PickState<HandOverOption>;
  readonly #colleagues: () => readonly ColleagueFragment[];

  readonly reachable = $derived.by(() =>
    this.#colleagues()
      .filter(({ status }) => isReachable(status))
      .map((agent): HandOverOption => ({ id: agent.id, agent })),
  );
  readonly choice = $derived.by(() => this.pick.active);

  readonly #api: Pick<Api, 'query'>;

  constructor({ api, occasion, colleagues, unsentCount }: HandOverOptions) {
    this.#api = api;
    this.occasion = occasion;
    this.unsentCount = unsentCount;
    this.#colleagues = colleagues;
    this.pick = new PickState({
      options: () => (occasion === 'QUIT' ? [nobody, ...this.reachable] : this.reachable),
      textOf: ({ agent }) => (agent ? `${agent.displayName} ${agent.department.name}` : ''),
      onPick: (option) => handOverDialog.close(option),
    });
  }

  /** Counts the sessions for whoever has to decide; without an answer the question stands all the same. */
  async count(): Promise<void> {
    const answer = await this.#api.query(OwnLoadDocument, {}).catch(() => null);
    this.sessionsCount = answer?.currentAgent?.liveSessionsCount ?? null;
  }
}

export const handOverDialog = new DialogState<HandOverState, HandOverOption>();

/** Whether there is a colleague to hand over to; just after the start that is still to be learnt. */
export async function isReplaceable(desk: Pick<AgentDesk, 'colleagues'>): Promise<boolean> {
  if (desk.colleagues.status !== 'ready') await desk.colleagues.refetch();
  return desk.colleagues.inOrder.some(({ status }) => isReachable(status));
}

/** Asks to whom the sessions go; resolves to null when the agent changes their mind. */
export function askForHandOver(
  desk: Pick<AgentDesk, 'api' | 'colleagues' | 'outbox'>,
  occasion: HandOverOccasion,
): Promise<HandOverOption | null> {
  const form = new HandOverState({
    api: desk.api,
    occasion,
    colleagues: () => desk.colleagues.inOrder,
    unsentCount: desk.outbox.entries.length,
  });
  void form.count();
  return handOverDialog.ask(form);
}
