import type { Component } from 'svelte';
import Ban from '@lucide/svelte/icons/ban';
import Bell from '@lucide/svelte/icons/bell';
import BookOpen from '@lucide/svelte/icons/book-open';
import Bot from '@lucide/svelte/icons/bot';
import CircleUser from '@lucide/svelte/icons/circle-user';
import Flag from '@lucide/svelte/icons/flag';
import Globe from '@lucide/svelte/icons/globe';
import KeyRound from '@lucide/svelte/icons/key-round';
import LogIn from '@lucide/svelte/icons/log-in';
import MessageSquareText from '@lucide/svelte/icons/message-square-text';
import Network from '@lucide/svelte/icons/network';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import Settings2 from '@lucide/svelte/icons/settings-2';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal';
import Split from '@lucide/svelte/icons/split';
import Tags from '@lucide/svelte/icons/tags';
import UserCog from '@lucide/svelte/icons/user-cog';
import UsersRound from '@lucide/svelte/icons/users-round';
import Webhook from '@lucide/svelte/icons/webhook';
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

const page = (
  id: string,
  name: SettingsPage['name'],
  icon: SettingsPage['icon'],
  address: SettingsPage['address'],
  isFor: SettingsPage['isFor'],
): SettingsPage => ({ id, name, icon, address, isFor });

const forAll = () => true;
/** For those who hold one of these permissions. */
const holding =
  (...wanted: readonly Permission[]) =>
  (permissions: readonly Permission[]) =>
    wanted.some((one) => permissions.includes(one));

/** All pages of the settings, in the order in which an admin who begins needs them. */
const groups: readonly SettingsGroup[] = [
  {
    id: 'personal',
    name: m.settings_personal,
    pages: [
      page('profile', m.profile, CircleUser, () => resolve('/(desk)/settings/profile'), forAll),
      page('security', m.security, ShieldCheck, () => resolve('/(desk)/settings/security'), forAll),
      page(
        'preferences',
        m.preferences,
        SlidersHorizontal,
        () => resolve('/(desk)/settings/preferences'),
        forAll,
      ),
      page('notifications', m.notifications, Bell, () => resolve('/(desk)/settings/notifications'), forAll),
    ],
  },
  {
    id: 'organisation',
    name: m.settings_organisation,
    pages: [
      page('sites', m.sites, Globe, () => resolve('/(desk)/settings/sites'), holding('MANAGE_SITES')),
      page(
        'departments',
        m.departments,
        Network,
        () => resolve('/(desk)/settings/departments'),
        holding('MANAGE_DEPARTMENTS'),
      ),
      page(
        'agents',
        m.agents,
        UsersRound,
        () => resolve('/(desk)/settings/agents'),
        holding('MANAGE_AGENTS'),
      ),
      page('roles', m.roles, UserCog, () => resolve('/(desk)/settings/roles'), holding('MANAGE_ROLES')),
      page(
        'assignment',
        m.assignment_rules,
        Split,
        () => resolve('/(desk)/settings/assignment'),
        holding('MANAGE_SITES', 'SEE_ASSIGNMENTS'),
      ),
      page('scripts', m.scripts, Bot, () => resolve('/(desk)/settings/scripts'), holding('MANAGE_SCRIPTS')),
      page('tags', m.tags, Tags, () => resolve('/(desk)/tags'), canManageTags),
      page('replies', m.replies, MessageSquareText, () => resolve('/(desk)/quick-replies'), forAll),
      page(
        'outcomes',
        m.outcomes,
        Flag,
        () => resolve('/(desk)/settings/end-reasons'),
        holding('MANAGE_SETTINGS'),
      ),
      page(
        'parameters',
        m.parameters,
        Settings2,
        () => resolve('/(desk)/settings/organisation'),
        holding('MANAGE_SETTINGS'),
      ),
      page(
        'single-sign-on',
        m.sign_in_methods,
        LogIn,
        () => resolve('/(desk)/settings/single-sign-on'),
        holding('MANAGE_SETTINGS'),
      ),
      page(
        'blocked',
        m.blocked_visitors,
        Ban,
        () => resolve('/(desk)/settings/blocked'),
        holding('UNBLOCK_VISITORS', 'BLOCK_VISITORS'),
      ),
      page('audit', m.audit, ScrollText, () => resolve('/(desk)/settings/audit'), holding('SEE_AUDIT')),
    ],
  },
  {
    id: 'integration',
    name: m.settings_integration,
    pages: [
      page(
        'api-tokens',
        m.api_tokens,
        KeyRound,
        () => resolve('/(desk)/settings/api-tokens'),
        holding('MANAGE_API_TOKENS'),
      ),
      page(
        'webhooks',
        m.webhooks,
        Webhook,
        () => resolve('/(desk)/settings/webhooks'),
        holding('MANAGE_WEBHOOKS'),
      ),
      page('api', m.api, BookOpen, () => resolve('/(desk)/settings/api'), holding('EXPLORE_API')),
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
