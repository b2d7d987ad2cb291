import { attachmentMark } from '#lib/attachment/attachmentText.ts';
import type { ThreadMessageFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { noticeText } from './noticeText.ts';

/** What a message says and brings, in words; nobody sends nothing, so a message without either was erased. */
export function messageText(
  message: Pick<
    ThreadMessageFragment,
    'author' | 'notice' | 'about' | 'agentName' | 'text' | 'attachment' | 'scriptKind' | 'recalledAt'
  >,
): string {
  if (message.author === 'SYSTEM' && !message.scriptKind) return noticeText(message);
  if (message.recalledAt) return m.message_recalled();
  const { attachment, text } = message;
  return [attachment && attachmentMark(attachment), text].filter(Boolean).join(' ') || m.message_erased();
}

/** That a message was taken back, and by whom. */
export function recalledText(
  { agentId, agentName, authorName }: Pick<ThreadMessageFragment, 'agentId' | 'agentName' | 'authorName'>,
  ownId: string,
): string {
  if (agentId === ownId) return m.message_recalled_own();
  return m.message_recalled_by({ name: agentName ?? authorName ?? m.unknown() });
}
