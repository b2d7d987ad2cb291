import ListFilter from '@lucide/svelte/icons/list-filter';
import MessageSquareText from '@lucide/svelte/icons/message-square-text';
import Search from '@lucide/svelte/icons/search';
import Settings from '@lucide/svelte/icons/settings';
import Tags from '@lucide/svelte/icons/tags';
import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import { repliesAddress } from '#lib/quickReply/repliesAddress.ts';
import { openSearch } from '#lib/search/openSearch.ts';
import { searchShortcut } from '#lib/search/searchShortcut.ts';
import { focusListSearch } from '#lib/session/listSearch.ts';
import { openView } from '#lib/session/openView.ts';
import { listLooks } from '#lib/session/sessionListLook.ts';
import { sessionLists } from '#lib/session/sessionView.ts';
import { canManageTags } from '#lib/tag/tagRights.ts';
import { tagsAddress } from '#lib/tag/tagsAddress.ts';
import type { Command } from './command.ts';

/** Where one goes: to a list, to what is searched for. */
export function goCommands(desk: AgentDesk): Command[] {
  const lists = sessionLists.map((list, index): Command => {
    const { name, icon } = listLooks[list];
    const digit = String(index + 1);
    return {
      id: `list-${list}`,
      group: 'go',
      label: m.command_list({ name: name() }),
      icon,
      shortcut: digit,
      otherShortcut: `Alt+Shift+${digit}`,
      keywords: name(),
      run: () => openView({ ...desk.sessions.view, list, search: '' }),
    };
  });
  return [
    ...lists,
    {
      id: 'search',
      group: 'go',
      label: m.command_search(),
      icon: Search,
      shortcut: searchShortcut,
      run: () => openSearch(desk),
    },
    {
      id: 'search-list',
      group: 'go',
      label: m.command_search_list(),
      icon: ListFilter,
      shortcut: 'Shift+Q',
      run: () => focusListSearch(desk),
    },
  ];
}

/** The pages that are no list, which also stand in the agent's own menu. */
export function pageCommands(desk: AgentDesk): Command[] {
  const { view } = desk.sessions;
  const open = (address: string) => {
    // eslint-disable-next-line svelte/no-navigation-without-resolve -- resolved there
    void goto(address);
  };
  const pages: Command[] = [
    {
      id: 'page-replies',
      group: 'go',
      label: m.replies(),
      icon: MessageSquareText,
      run: () => open(repliesAddress(view)),
    },
    { id: 'page-tags', group: 'go', label: m.tags(), icon: Tags, run: () => open(tagsAddress(view)) },
    {
      id: 'page-settings',
      group: 'go',
      label: m.settings(),
      icon: Settings,
      run: () => open(resolve('/(desk)/settings')),
    },
  ];
  return pages.filter(({ id }) => id !== 'page-tags' || canManageTags(desk.agent.role.permissions));
}
