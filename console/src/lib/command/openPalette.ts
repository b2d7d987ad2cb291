import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { SessionPageDocument } from '#lib/gql/generated.ts';
import { openSessionId } from '#lib/session/openSessionId.ts';
import { palette } from './openings.ts';
import { colleagueCommands, paletteCommands, searchCommand, sessionCommand } from './paletteCommands.ts';
import { PaletteState } from './paletteState.svelte.ts';
import { RecentCommands } from './recentCommands.svelte.ts';

const mostFound = 8;

/** The palette as it is opened: with everything that this agent can do here and now. */
export function openPalette(desk: AgentDesk): PaletteState {
  const openId = openSessionId();
  const toCommand = (row: Parameters<typeof sessionCommand>[1]) => sessionCommand(desk, row);
  return new PaletteState({
    offer: () => ({
      commands: paletteCommands(desk),
      sessions: desk.sessions.shown.rows.inOrder.filter(({ id }) => id !== openId).map(toCommand),
      colleagues: colleagueCommands(desk),
    }),
    findSessions: async (search) => {
      const filter = { search: search.slice(0, desk.limits.searchMaxLength) };
      const { sessions } = await desk.api.query(SessionPageDocument, {
        filter,
        order: 'ATTENTION',
        first: mostFound,
      });
      return sessions.edges.map(({ node }) => toCommand(node)).filter(({ id }) => id !== `session-${openId}`);
    },
    searchFor: (search) => searchCommand(desk, search),
    recent: new RecentCommands(localStorage, desk.agent.id),
    onChoose: (command) => palette.close(() => void command.run()),
  });
}
