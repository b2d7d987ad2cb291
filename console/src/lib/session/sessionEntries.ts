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

/**
 * What can be done with a session, in groups: for its buttons, its menu and its shortcuts alike. The letters are none
 * that a browser, a Mac's dead keys or a widespread program takes together with Alt.
 */
export function sessionEntries(desk: AgentDesk, session: SessionDetailsFragment): MenuEntry[][] {
  const isOwn = session.ownerId === desk.agent.id;
  const isQuiet = session.doNotDisturbSince !== null;
  return [
    [
      session.viewerCanTransfer &&
        !isOwn &&
        entry('take', m.session_take(), UserRoundCheck, 'O', takeSession),
      session.viewerCanTransfer &&
        entry('transfer', m.session_transfer(), ArrowRightLeft, 'J', transferSession),
      session.viewerCanEditVisitor && entry('tag', m.visitor_tag(), Tag, 'G', chooseTags),
    ],
    [
      session.viewerCanSetDoNotDisturb &&
        (session.isLive || isQuiet) && {
          ...entry('do-not-disturb', m.do_not_disturb_start(), BellOff, 'M', (...both) =>
            setDoNotDisturb(...both, !isQuiet),
          ),
          ...(isQuiet && { label: m.do_not_disturb_lift(), icon: Bell }),
        },
      session.viewerCanBlock &&
        !session.block && {
          ...entry('block', m.visitor_block(), Ban, 'L', blockVisitor),
          isDangerous: true,
        },
      session.viewerCanUnblock && entry('unblock', m.visitor_unblock(), ShieldCheck, 'L', unblockVisitor),
    ],
    [entry('copy', m.transcript_copy(), Copy, 'C', copyTranscript)],
    [
      session.viewerCanEnd && {
        ...entry('end', m.session_end(), CircleStop, 'X', endSession),
        isDangerous: true,
      },
    ],
  ].map((group) => group.filter((one): one is MenuEntry => one !== false));

  function entry(
    id: string,
    label: string,
    icon: NonNullable<MenuEntry['icon']>,
    shortcut: string,
    act: (desk: AgentDesk, session: SessionDetailsFragment) => Promise<void>,
  ): MenuEntry {
    return { id, label, icon, shortcut, run: () => act(desk, session) };
  }
}
