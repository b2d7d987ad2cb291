import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { SessionPageDocument, type SessionRowFragment } from '#lib/gql/generated.ts';
import { openSessionId } from '#lib/session/openSessionId.ts';
import { palette } from './openings.ts';
import { colleagueCommands, paletteCommands, searchCommand, sessionCommand } from './paletteCommands.ts';
import { PaletteState } from './paletteState.svelte.ts';
import { RecentCommands } from './recentCommands.ts';

const mostFound = 8;

/** The palette as it is opened: with everything that this agent can do here and now. */
export function openPalette(desk: AgentDesk): PaletteState {
  const openId = openSessionId();
  const toCommand = (row: SessionRowFragment) => sessionCommand(desk, row);
  return new PaletteState({
    offer: () => ({
      commands: paletteCommands(desk),
      sessions: knownRows(desk, openId).map(toCommand),
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

/** The sessions of the list at hand and of the tabs, each once, without the open one. */
function knownRows(desk: AgentDesk, openId: string | null): SessionRowFragment[] {
  const tabs = desk.tabs.all.flatMap(({ row }) => row ?? []);
  const rows = new Map([...tabs, ...desk.sessions.shown.rows.inOrder].map((row) => [row.id, row]));
  if (openId !== null) rows.delete(openId);
  return [...rows.values()];
}
