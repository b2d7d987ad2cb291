import type { AgentPresence } from '../agent/presence.ts';
import type { VisitorPresence } from '../visitor/visitorPresence.ts';

/** Who has a WebSocket open in this process. */
export interface Presence {
  agents: AgentPresence;
  visitors: VisitorPresence;
}
