import type { AgentState } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

const texts: Record<AgentState, () => string> = {
  ACTIVE: m.agent_state_active,
  INVITED: m.agent_state_invited,
  DEACTIVATED: m.agent_state_deactivated,
};

/** Whether an agent can sign in, in words. */
export function agentStateText(state: AgentState): string {
  return texts[state]();
}
