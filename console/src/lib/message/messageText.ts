import { attachmentMark } from '#lib/attachment/attachmentText.ts';
import type { ThreadMessageFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { noticeText } from './noticeText.ts';

/** What a message says and brings, in words; nobody sends nothing, so a message without either was erased. */
export function messageText(
  message: Pick<
    ThreadMessageFragment,
    'author' | 'notice' | 'about' | 'agentName' | 'text' | 'attachment' | 'scriptKind'
  >,
): string {
  if (message.author === 'SYSTEM' && !message.scriptKind) return noticeText(message);
  const { attachment, text } = message;
  return [attachment && attachmentMark(attachment), text].filter(Boolean).join(' ') || m.message_erased();
}
