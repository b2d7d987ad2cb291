import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { openSessionId } from '#lib/session/openSessionId.ts';
import type { Command } from './command.ts';
import { consoleCommands } from './consoleCommands.ts';
import { goCommands } from './goCommands.ts';
import { moveCommands } from './moveCommands.ts';
import { sessionCommands } from './sessionCommands.ts';
import { statusCommands } from './statusCommands.ts';
import { tabCommands } from './tabCommands.ts';

/** Everything with a key, as it stands now; what cannot be done is disabled. Keys, help sheet and palette all ask here. */
export function deskCommands(desk: AgentDesk): Command[] {
  const openId = openSessionId();
  const session = openId === null ? null : (desk.threads.find(openId)?.session ?? null);
  return [
    ...sessionCommands(desk, session),
    ...moveCommands(desk, openId),
    ...tabCommands(desk, openId),
    ...goCommands(desk),
    ...statusCommands(desk),
    ...consoleCommands(),
  ];
}
