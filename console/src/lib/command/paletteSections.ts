import { m } from '#lib/paraglide/messages.js';
import { commandGroups, groupNames, type Command } from './command.ts';
import { matchOf } from './commandMatch.ts';

/** A part of what is offered, with its heading. */
export interface PaletteSection {
  id: string;
  name: string;
  commands: Command[];
}

/** What there is to be found besides commands. */
export interface PaletteOffer {
  commands: readonly Command[];
  /** Sessions that are known here. */
  sessions: readonly Command[];
  /** Sessions that the server found for the very words. */
  foundSessions: readonly Command[];
  colleagues: readonly Command[];
  /** The commands that were chosen last, the newest first. */
  recentIds: readonly string[];
}

const mostSessions = 8;
const mostColleagues = 6;
/** What was chosen lately is meant more often than what fits as well. */
const recentBonus = 0.5;

/** Before anything is typed: what was chosen lately, then all that can be done. */
export function offeredSections({ commands, recentIds }: PaletteOffer): PaletteSection[] {
  const recent = recentIds.flatMap((id) => commands.find((command) => command.id === id) ?? []);
  const rest = commands.filter((command) => !recent.includes(command));
  return filled([{ id: 'recent', name: m.palette_recent(), commands: recent }, ...groupsOf(rest)]);
}

/** What fits a search, the part with the best of it first; what the server adds moves nothing that is there already. */
export function foundSections(offer: PaletteOffer, search: string): PaletteSection[] {
  const best = (all: readonly Command[]) => matching(all, search, offer.recentIds);
  const known = best(offer.sessions);
  const others = offer.foundSessions.filter(({ id }) => !known.some(({ command }) => command.id === id));
  const sections = [
    ...groupsOf(best(offer.commands).map(({ command }) => command)),
    {
      id: 'sessions',
      name: m.sessions(),
      commands: [...known.map(({ command }) => command), ...others].slice(0, mostSessions),
    },
    {
      id: 'colleagues',
      name: m.colleagues(),
      commands: best(offer.colleagues)
        .map(({ command }) => command)
        .slice(0, mostColleagues),
    },
  ];
  const bestOf = ({ commands: [first] }: PaletteSection) => (first ? matchOf(first, search) : 0);
  return filled(sections).sort((a, b) => bestOf(b) - bestOf(a));
}

function matching(all: readonly Command[], search: string, recentIds: readonly string[]) {
  return all
    .map((command) => ({ command, match: matchOf(command, search) }))
    .filter(({ match }) => match > 0)
    .map(({ command, match }) => ({
      command,
      match: recentIds.includes(command.id) ? match + recentBonus : match,
    }))
    .sort((a, b) => b.match - a.match);
}

function groupsOf(commands: readonly Command[]): PaletteSection[] {
  return commandGroups.map((group) => ({
    id: group,
    name: groupNames[group](),
    commands: commands.filter((command) => command.group === group),
  }));
}

function filled(sections: PaletteSection[]): PaletteSection[] {
  return sections.filter(({ commands }) => commands.length > 0);
}
