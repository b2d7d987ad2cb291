import type { Component } from 'svelte';
import KeyRound from '@lucide/svelte/icons/key-round';
import Bot from '@lucide/svelte/icons/bot';
import Globe from '@lucide/svelte/icons/globe';
import CircleUser from '@lucide/svelte/icons/circle-user';
import BookOpen from '@lucide/svelte/icons/book-open';
import Ban from '@lucide/svelte/icons/ban';
import KeyRound from '@lucide/svelte/icons/key-round';
import Flag from '@lucide/svelte/icons/flag';
import MessageSquareText from '@lucide/svelte/icons/message-square-text';
import Network from '@lucide/svelte/icons/network';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal';
import Webhook from '@lucide/svelte/icons/webhook';
import Split from '@lucide/svelte/icons/split';
import Tags from '@lucide/svelte/icons/tags';
import UsersRound from '@lucide/svelte/icons/users-round';
import { resolve } from '$app/paths';
import type { Permission } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { canManageTags } from '#lib/tag/tagRights.ts';

/** A page on which an agent sets something up: for oneself, for the organisation, or for other programs. */
export interface SettingsPage {
  id: string;
  name: () => string;
  icon: Component<{ size?: number }>;
  /** Resolved already. */
  address: () => string;
  isFor: (permissions: readonly Permission[]) => boolean;
}

interface SettingsGroup {
  id: string;
  name: () => string;
  pages: readonly SettingsPage[];
}

/** All pages of the settings, in the order in which an admin who begins needs them. */
const groups: readonly SettingsGroup[] = [
  {
    id: 'personal',
    name: m.settings_personal,
    pages: [
      {
        id: 'profile',
        name: m.profile,
        icon: CircleUser,
        address: () => resolve('/(desk)/settings/profile'),
        isFor: () => true,
      },
      {
        id: 'security',
        name: m.security,
        icon: ShieldCheck,
        address: () => resolve('/(desk)/settings/security'),
        isFor: () => true,
      },
      {
        id: 'preferences',
        name: m.preferences,
        icon: SlidersHorizontal,
        address: () => resolve('/(desk)/settings/preferences'),
        isFor: () => true,
      },
    ],
  },
  {
    id: 'organisation',
    name: m.settings_organisation,
    pages: [
      {
        id: 'sites',
        name: m.sites,
        icon: Globe,
        address: () => resolve('/(desk)/settings/sites'),
        isFor: (permissions) => permissions.includes('MANAGE_SITES'),
      },
      {
        id: 'departments',
        name: m.departments,
        icon: Network,
        address: () => resolve('/(desk)/settings/departments'),
        isFor: (permissions) => permissions.includes('MANAGE_DEPARTMENTS'),
        id: 'agents',
        name: m.agents,
        icon: UsersRound,
        address: () => resolve('/(desk)/settings/agents'),
        isFor: (permissions) => permissions.includes('MANAGE_AGENTS'),
      },
      {
        id: 'roles',
        name: m.roles,
        icon: ShieldCheck,
        address: () => resolve('/(desk)/settings/roles'),
        isFor: (permissions) => permissions.includes('MANAGE_ROLES'),
      },
      {
        id: 'assignment',
        name: m.assignment_rules,
        icon: Split,
        address: () => resolve('/(desk)/settings/assignment'),
        isFor: (permissions) =>
          permissions.includes('MANAGE_SITES') || permissions.includes('SEE_ASSIGNMENTS'),
      },
      {
        id: 'parameters',
        name: m.parameters,
        icon: SlidersHorizontal,
        address: () => resolve('/(desk)/settings/organisation'),
        id: 'single-sign-on',
        name: m.sign_in_methods,
        icon: KeyRound,
        address: () => resolve('/(desk)/settings/single-sign-on'),
        isFor: (permissions) => permissions.includes('MANAGE_SETTINGS'),
      },
      {
        id: 'tags',
        name: m.tags,
        icon: Tags,
        address: () => resolve('/(desk)/tags'),
        isFor: canManageTags,
      },
      {
        id: 'replies',
        name: m.replies,
        icon: MessageSquareText,
        address: () => resolve('/(desk)/quick-replies'),
        isFor: () => true,
      },
      {
        id: 'scripts',
        name: m.scripts,
        icon: Bot,
        address: () => resolve('/(desk)/settings/scripts'),
        isFor: (permissions) => permissions.includes('MANAGE_SCRIPTS'),
      },
    ],
  },
  {
    id: 'integration',
    name: m.settings_integration,
    pages: [
      {
        id: 'api-tokens',
        name: m.api_tokens,
        icon: KeyRound,
        address: () => resolve('/(desk)/settings/api-tokens'),
        isFor: (permissions) => permissions.includes('MANAGE_API_TOKENS'),
        id: 'outcomes',
        name: m.outcomes,
        icon: Flag,
        address: () => resolve('/(desk)/settings/end-reasons'),
        isFor: (permissions) => permissions.includes('MANAGE_SETTINGS'),
        id: 'blocked',
        name: m.blocked_visitors,
        icon: Ban,
        address: () => resolve('/(desk)/settings/blocked'),
        isFor: (permissions) =>
          permissions.includes('UNBLOCK_VISITORS') || permissions.includes('BLOCK_VISITORS'),
        id: 'audit',
        name: m.audit,
        icon: ScrollText,
        address: () => resolve('/(desk)/settings/audit'),
        isFor: (permissions) => permissions.includes('SEE_AUDIT'),
      },
    ],
  },
  {
    id: 'integration',
    name: m.settings_integration,
    pages: [
      {
        id: 'api',
        name: m.api,
        icon: BookOpen,
        address: () => resolve('/(desk)/settings/api'),
        isFor: (permissions) => permissions.includes('EXPLORE_API'),
      },
    ],
  },
  {
    id: 'integration',
    name: m.settings_integration,
    pages: [
      {
        id: 'webhooks',
        name: m.webhooks,
        icon: Webhook,
        address: () => resolve('/(desk)/settings/webhooks'),
        isFor: (permissions) => permissions.includes('MANAGE_WEBHOOKS'),
      },
    ],
  },
];

/** The groups with the pages that are somebody's to open; none is empty. */
export function settingsGroupsFor(permissions: readonly Permission[]): SettingsGroup[] {
  return groups
    .map((group) => ({ ...group, pages: group.pages.filter(({ isFor }) => isFor(permissions)) }))
    .filter(({ pages }) => pages.length > 0);
}

export function findSettingsPage(id: string): SettingsPage | undefined {
  return groups.flatMap(({ pages }) => pages).find((page) => page.id === id);
}

/** @throws Error when there is no such page */
export function settingsPage(id: string): SettingsPage {
  const found = findSettingsPage(id);
  if (!found) throw new Error(`There is no page ${id} in the settings.`);
  return found;
}
