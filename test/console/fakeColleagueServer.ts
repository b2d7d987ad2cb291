import { compareByReach } from '#lib/agent/agentStatus.ts';
import type { ColleagueEvent } from '#lib/agent/colleagueListState.svelte.ts';
import type { AgentStatus, ColleagueFragment } from '#lib/gql/generated.ts';
import { buildColleague, timeAt } from './build.ts';
import { FakeApi } from './fakeApi.ts';

/** The colleagues of the agent `me` as a server keeps them, with the events that it would publish. */
export class FakeColleagueServer {
  readonly agents = new Map<string, ColleagueFragment>();
  readonly api = new FakeApi({ ColleagueList: () => this.page() });
  #second = 0;

  constructor() {
    this.change('me', 'ONLINE');
  }

  /** Changes the status of an agent, who is made if there is none. */
  change(id: string, status: AgentStatus): ColleagueEvent {
    const statusChangedAt = timeAt(++this.#second);
    this.agents.set(id, { ...(this.agents.get(id) ?? buildColleague(id)), status, statusChangedAt });
    return { __typename: 'AgentStatusChanged', agentId: id, status, statusChangedAt };
  }

  get own(): ColleagueFragment | undefined {
    return this.agents.get('me');
  }

  /** What a list shows that is fetched now. */
  fresh(): ColleagueFragment[] {
    return [...this.agents.values()].filter(({ id }) => id !== 'me').sort(compareByReach);
  }

  /** What the list's query answers now. */
  page() {
    return { currentAgent: this.own, colleagues: this.fresh(), departments: [] };
  }
}
