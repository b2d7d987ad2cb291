import ArrowRightLeft from '@lucide/svelte/icons/arrow-right-left';
import Ban from '@lucide/svelte/icons/ban';
import Bell from '@lucide/svelte/icons/bell';
import BellOff from '@lucide/svelte/icons/bell-off';
import CircleStop from '@lucide/svelte/icons/circle-stop';
import Copy from '@lucide/svelte/icons/copy';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import Tag from '@lucide/svelte/icons/tag';
import UserRoundCheck from '@lucide/svelte/icons/user-round-check';
import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import type { SessionDetailsFragment } from '#lib/gql/generated.ts';
import { copyTranscript } from '#lib/message/transcriptActions.ts';
import { m } from '#lib/paraglide/messages.js';
import { chooseTags } from '#lib/tag/tagActions.ts';
import type { MenuEntry } from '#lib/ui/menuEntry.ts';
import {
  blockVisitor,
  endSession,
  setDoNotDisturb,
  takeSession,
  transferSession,
  unblockVisitor,
} from './sessionActions.ts';

type Act = (desk: AgentDesk, session: SessionDetailsFragment) => Promise<void>;

interface SessionEntry extends Pick<MenuEntry, 'id' | 'icon' | 'shortcut' | 'isDangerous'> {
  name: () => string;
  isFor: (session: SessionDetailsFragment, isOwn: boolean) => boolean;
  act: Act;
}

/** All that can be done with a session, in groups. The letters are none that a browser, a Mac's dead keys or a widespread program takes together with Alt. */
const groups: readonly (readonly SessionEntry[])[] = [
  [
    {
      id: 'take',
      name: m.session_take,
      icon: UserRoundCheck,
      shortcut: 'O',
      isFor: ({ viewerCanTransfer }, isOwn) => viewerCanTransfer && !isOwn,
      act: takeSession,
    },
    {
      id: 'transfer',
      name: m.session_transfer,
      icon: ArrowRightLeft,
      shortcut: 'J',
      isFor: ({ viewerCanTransfer }) => viewerCanTransfer,
      act: transferSession,
    },
    {
      id: 'tag',
      name: m.visitor_tag,
      icon: Tag,
      shortcut: 'G',
      isFor: ({ viewerCanEditVisitor }) => viewerCanEditVisitor,
      act: chooseTags,
    },
  ],
  [
    {
      id: 'do-not-disturb',
      name: m.do_not_disturb_start,
      icon: BellOff,
      shortcut: 'M',
      isFor: ({ viewerCanSetDoNotDisturb, doNotDisturbSince, isLive }) =>
        viewerCanSetDoNotDisturb && doNotDisturbSince === null && isLive,
      act: (...both) => setDoNotDisturb(...both, true),
    },
    {
      id: 'lift-do-not-disturb',
      name: m.do_not_disturb_lift,
      icon: Bell,
      shortcut: 'M',
      isFor: ({ viewerCanSetDoNotDisturb, doNotDisturbSince }) =>
        viewerCanSetDoNotDisturb && doNotDisturbSince !== null,
      act: (...both) => setDoNotDisturb(...both, false),
    },
    {
      id: 'block',
      name: m.visitor_block,
      icon: Ban,
      shortcut: 'L',
      isDangerous: true,
      isFor: ({ viewerCanBlock, block }) => viewerCanBlock && !block,
      act: blockVisitor,
    },
    {
      id: 'unblock',
      name: m.visitor_unblock,
      icon: ShieldCheck,
      shortcut: 'L',
      isFor: ({ viewerCanUnblock }) => viewerCanUnblock,
      act: unblockVisitor,
    },
  ],
  [
    {
      id: 'copy',
      name: m.transcript_copy,
      icon: Copy,
      shortcut: 'C',
      isFor: () => true,
      act: copyTranscript,
    },
  ],
  [
    {
      id: 'end',
      name: m.session_end,
      icon: CircleStop,
      shortcut: 'X',
      isDangerous: true,
      isFor: ({ viewerCanEnd }) => viewerCanEnd,
      act: endSession,
    },
  ],
];

/** What can be done with a session now, in groups: for its buttons, its menu, its shortcuts and the palette alike. */
export function sessionEntries(desk: AgentDesk, session: SessionDetailsFragment): MenuEntry[][] {
  return groups.map((entries) =>
    entries.map((entry) => entryOf(entry, desk, session)).filter(({ isDisabled }) => !isDisabled),
  );
}

/** All that can be done with a session; what cannot be done now, or without one, is disabled. */
export function allSessionEntries(desk: AgentDesk, session: SessionDetailsFragment | null): MenuEntry[] {
  return groups.flat().map((entry) => entryOf(entry, desk, session));
}

function entryOf(
  { name, isFor, act, ...rest }: SessionEntry,
  desk: AgentDesk,
  session: SessionDetailsFragment | null,
): MenuEntry {
  const isPossible = session !== null && isFor(session, session.ownerId === desk.agent.id);
  return {
    ...rest,
    label: name(),
    isDisabled: !isPossible,
    run: () => (session ? act(desk, session) : undefined),
  };
}
