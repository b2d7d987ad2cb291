import UserRound from '@lucide/svelte/icons/user-round';
import Languages from '@lucide/svelte/icons/languages';
import Palette from '@lucide/svelte/icons/palette';
import Search from '@lucide/svelte/icons/search';
import { goto } from '$app/navigation';
import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { statusText } from '#lib/agent/statusText.ts';
import type { SessionRowFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { openSearch } from '#lib/search/openSearch.ts';
import { openSession } from '#lib/session/openSession.svelte.ts';
import { openView } from '#lib/session/openView.ts';
import { listLooks } from '#lib/session/sessionListLook.ts';
import { canSeeOthers } from '#lib/session/sessionView.ts';
import { chooseLanguage, chooseTheme } from '#lib/setting/appearanceActions.ts';
import { localeNames, locales } from '#lib/setting/localeState.svelte.ts';
import { settingsGroupsFor } from '#lib/setting/settingsPages.ts';
import { themeLabels, themes } from '#lib/setting/themeState.svelte.ts';
import type { Command } from './command.ts';
import { deskCommands } from './deskCommands.ts';
import { pageCommands } from './goCommands.ts';
import { leaveCommands } from './statusCommands.ts';

/** All that the palette offers without being asked for somebody: what has a key, and what has none. */
export function paletteCommands(desk: AgentDesk): Command[] {
  return [
    ...deskCommands(desk),
    ...pageCommands(desk),
    ...settingsCommands(desk),
    ...leaveCommands(desk),
    ...lookCommands(desk),
  ].filter(({ id, isDisabled }) => !isDisabled && id !== 'palette');
}

export function sessionCommand(desk: AgentDesk, row: SessionRowFragment): Command {
  return {
    id: `session-${row.id}`,
    group: 'move',
    label: row.visitor.nickname,
    icon: row.list ? listLooks[row.list].icon : UserRound,
    keywords: row.owner?.displayName ?? '',
    run: () => openSession(desk, row.id, true),
  };
}

/** The colleagues whose lists one may look at. */
export function colleagueCommands(desk: AgentDesk): Command[] {
  if (!canSeeOthers(desk.agent.role.permissions)) return [];
  return desk.colleagues.inOrder.map(({ id, displayName, status }) => ({
    id: `colleague-${id}`,
    group: 'go',
    label: m.scope_colleague({ name: displayName }),
    icon: UserRound,
    keywords: `${displayName} ${statusText(status)}`,
    run: () => openView({ ...desk.sessions.view, search: '', scope: { isMine: false, ownerId: id } }),
  }));
}

/** What is always found, for words that nothing else has. */
export function searchCommand(desk: AgentDesk, query: string): Command {
  return {
    id: 'search-for',
    group: 'go',
    label: m.search_everything({ query }),
    icon: Search,
    run: () => openSearch(desk, query),
  };
}

function settingsCommands(desk: AgentDesk): Command[] {
  return settingsGroupsFor(desk.agent.role.permissions).flatMap(({ pages }) =>
    pages
      .filter(({ id }) => id !== 'tags' && id !== 'replies')
      .map(({ id, name, icon, address }) => ({
        id: `page-${id}`,
        group: 'go' as const,
        label: m.command_settings({ name: name() }),
        icon,
        keywords: name(),
        // eslint-disable-next-line svelte/no-navigation-without-resolve -- resolved there
        run: () => void goto(address()),
      })),
  );
}

function lookCommands({ ownSettings }: AgentDesk): Command[] {
  return [
    ...themes.map((theme): Command => ({
      id: `theme-${theme}`,
      group: 'console',
      label: m.command_theme({ name: themeLabels[theme]() }),
      icon: Palette,
      run: () => chooseTheme(theme, ownSettings),
    })),
    ...locales.map((locale): Command => ({
      id: `language-${locale}`,
      group: 'console',
      label: m.command_language({ name: localeNames[locale] }),
      icon: Languages,
      run: () => chooseLanguage(locale, ownSettings),
    })),
  ];
}
