import type { AgentStatus } from '#lib/gql/generated.ts';
import { isNewer, type Standing } from './agentStatus.ts';

/** The agent's own status, which may be chosen in any tab and on any device: the newest change wins. */
export class OwnStatusState {
  #standing: Standing;

  constructor(standing: Standing) {
    this.#standing = $state.raw(standing);
  }

  get current(): AgentStatus {
    return this.#standing.status;
  }

  /** Takes over a status that was fetched, answered or told of; an older one changes nothing. */
  apply(standing: Standing): void {
    if (isNewer(standing, this.#standing)) this.#standing = standing;
  }
}
