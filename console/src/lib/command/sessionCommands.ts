import Ellipsis from '@lucide/svelte/icons/ellipsis';
import Lock from '@lucide/svelte/icons/lock';
import Smile from '@lucide/svelte/icons/smile';
import MessageSquareText from '@lucide/svelte/icons/message-square-text';
import Pencil from '@lucide/svelte/icons/pencil';
import SquarePen from '@lucide/svelte/icons/square-pen';
import StickyNote from '@lucide/svelte/icons/sticky-note';
import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { emojiKey, emojiPanel } from '#lib/emoji/emojiPanel.ts';
import type { SessionDetailsFragment } from '#lib/gql/generated.ts';
import { kindKey } from '#lib/message/composerState.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import { openReplies } from '#lib/quickReply/openReplies.ts';
import { allSessionEntries } from '#lib/session/sessionEntries.ts';
import { sessionMenu } from '#lib/session/sessionMenu.ts';
import { editVisitor } from '#lib/visitor/editVisitor.ts';
import type { Command } from './command.ts';

/** What is done in and with the open session. */
export function sessionCommands(desk: AgentDesk, session: SessionDetailsFragment | null): Command[] {
  const canWrite = session !== null && desk.composer !== null;
  const canEdit = session?.viewerCanEditVisitor ?? false;
  const entries: Command[] = [
    {
      id: 'write',
      group: 'session',
      label: m.command_write(),
      icon: SquarePen,
      shortcut: 'R',
      isDisabled: !canWrite,
      run: () => desk.composer?.focus(),
    },
    {
      id: 'insert-reply',
      group: 'session',
      label: m.command_insert_reply(),
      icon: MessageSquareText,
      shortcut: '/',
      isDisabled: !canWrite,
      run: () => openReplies(desk),
    },
    {
      id: 'internal-note',
      group: 'session',
      label: m.command_internal_note(),
      icon: Lock,
      shortcut: kindKey,
      isDisabled: !canWrite || !desk.composer?.canChangeKind,
      run: () => desk.composer?.changeKind(!desk.composer.isNote),
    },
    {
      id: 'emoji',
      group: 'session',
      label: m.command_emoji(),
      icon: Smile,
      shortcut: emojiKey,
      isDisabled: !canWrite,
      run: () => emojiPanel.open(),
    },
    ...allSessionEntries(desk, session).map((entry): Command => ({ ...entry, group: 'session' })),
    {
      id: 'rename',
      group: 'session',
      label: m.visitor_nickname_edit(),
      icon: Pencil,
      shortcut: 'F2',
      isDisabled: !canEdit,
      run: () => editVisitor(desk, 'nickname'),
    },
    {
      id: 'note',
      group: 'session',
      label: m.visitor_note_edit(),
      icon: StickyNote,
      shortcut: 'Y',
      isDisabled: !canEdit,
      run: () => editVisitor(desk, 'note'),
    },
    {
      id: 'session-menu',
      group: 'session',
      label: m.session_menu(),
      icon: Ellipsis,
      shortcut: 'K',
      isDisabled: session === null,
      run: () => sessionMenu.open(),
    },
  ];
  return entries;
}
