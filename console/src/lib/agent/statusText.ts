import type { AgentStatus } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

const texts: Record<AgentStatus, () => string> = {
  ONLINE: m.status_online,
  BUSY: m.status_busy,
  AWAY: m.status_away,
  OFFLINE: m.status_offline,
};

/** A status in the agent's language. */
export function statusText(status: AgentStatus): string {
  return texts[status]();
}
