import Copy from '@lucide/svelte/icons/copy';
import CopyCheck from '@lucide/svelte/icons/copy-check';
import Undo from '@lucide/svelte/icons/undo-2';
import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import type { SessionDetailsFragment, ThreadMessageFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { toggleTag } from '#lib/tag/tagActions.ts';
import type { MenuEntry } from '#lib/ui/menuEntry.ts';
import { recallMessage } from './messageActions.ts';
import { copyMessage, copyTranscript } from './transcriptActions.ts';

/** What a thread's menu was opened for: a message and what is selected in it, or the space between. */
export interface MessageMenuTarget {
  message: ThreadMessageFragment | null;
  selected: string;
}

/** What can be done with a message, or with the whole talk. */
export function messageEntries(
  desk: AgentDesk,
  session: SessionDetailsFragment,
  { message, selected }: MessageMenuTarget,
): MenuEntry[][] {
  const copyAll: MenuEntry = {
    id: 'copy-all',
    label: m.transcript_copy(),
    icon: CopyCheck,
    run: () => copyTranscript(desk, session),
  };
  if (!message) return [[copyAll]];
  if (message.recalledAt) return [[copyAll]];
  const until = message.recallableUntil;
  const isRecallable = until !== null && Date.parse(until) > desk.clock.now;
  const tags = session.viewerCanEditVisitor && message.author !== 'SYSTEM' ? desk.tags.system : [];
  return [
    tags.map((tag) => ({
      id: tag.id,
      label: tag.name,
      color: tag.color,
      isChecked: session.visitor.tags.some(({ id }) => id === tag.id),
      run: () => toggleTag(desk, session, tag, message.seq),
    })),
    [
      {
        id: 'copy',
        label: selected ? m.message_copy_selected() : m.message_copy(),
        icon: Copy,
        run: () => copyMessage(message, selected),
      },
      copyAll,
    ],
    isRecallable
      ? [
          {
            id: 'recall',
            label: m.message_recall(),
            icon: Undo,
            run: () => void recallMessage(desk, message),
          },
        ]
      : [],
  ];
}
