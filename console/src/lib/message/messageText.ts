import type { ThreadMessageFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { noticeText } from './noticeText.ts';

/** What a message says, in words; nobody writes nothing, so a message without text was erased. */
export function messageText(
  message: Pick<ThreadMessageFragment, 'author' | 'notice' | 'about' | 'agentName' | 'text'>,
): string {
  return message.author === 'SYSTEM' ? noticeText(message) : message.text || m.message_erased();
}
