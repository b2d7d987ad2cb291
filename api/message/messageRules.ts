import type { Session } from '../../prisma/generated/client/client.ts';
import type { MessageAuthor } from '../../prisma/generated/client/enums.ts';
import { hasPermission, type Actor } from '../core/actor.ts';
import { clip } from '../core/input.ts';

/** How much of a message lists show, in characters; the column's width. */
const previewLength = 120;

/** The beginning of a message on one line, for lists. */
export function previewOf(text: string): string {
  // Far more than the preview needs, and far less than a message may be: white space may shrink it.
  return clip(
    clip(text, previewLength * 4)
      .replace(/\s+/g, ' ')
      .trim(),
    previewLength,
  );
}

/** Whether what lists show of the last message was taken back: nobody sends nothing, and what was erased is null. */
export function isRecalled(session: Pick<Session, 'lastMessageText' | 'lastMessageAttachment'>): boolean {
  return session.lastMessageText === '' && session.lastMessageAttachment === null;
}

/** As whom an actor's messages count. */
export function authorOf(actor: Actor): Exclude<MessageAuthor, 'SYSTEM'> {
  return actor.kind === 'visitor' ? 'VISITOR' : 'AGENT';
}

/** What an actor may read of a text: agents without the permission get it with contact data masked (SPEC 3). */
export function textFor(actor: Actor, text: string, maskedText: string | null): string {
  const isMasked = actor.kind === 'agent' && !hasPermission(actor, 'SEE_CONTACT_DATA');
  return isMasked ? (maskedText ?? text) : text;
}
