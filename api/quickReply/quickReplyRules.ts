import { z } from 'zod';
import type { QuickReply } from '../../prisma/generated/client/client.ts';
import { hasPermission, type Actor } from '../core/actor.ts';
import { InvalidInputError } from '../core/errors.ts';
import { folded, literal, name, requiredText, text } from '../core/input.ts';
import { spellings, spelt, syllablesOf } from '../core/spelling.ts';

/** What is said of a reply; the content may hold variables such as {{visitor.nickname}}. */
export const replyShape = z.object({ title: name(100), content: requiredText(4000) });
/** The content of a reply that may bring an image or file instead. */
export const anyContent = text(4000);
export const categoryName = name(60);
/** What is looked for: any text, of which white space around it says nothing. */
export const searchShape = text(100).transform((value) => value.trim());

/** To whom something belongs: an agent, or everybody. */
type Owned = Pick<QuickReply, 'ownerId'>;

/**
 * Whether somebody may make, change, order and delete such a reply or category (SPEC 4): each agent their own, public ones
 * whoever has the permission.
 */
export function canChange(actor: Actor, { ownerId }: Owned): boolean {
  if (actor.kind !== 'agent') return false;
  return ownerId === null ? hasPermission(actor, 'MANAGE_PUBLIC_QUICK_REPLIES') : ownerId === actor.agentId;
}

/** A reply that neither says nor brings anything would send nothing. @throws InvalidInputError */
export function assertSendable({
  content,
  attachmentId,
}: Pick<QuickReply, 'content' | 'attachmentId'>): void {
  if (attachmentId === null && content.trim() === '')
    throw new InvalidInputError([{ field: 'content', rule: 'REQUIRED' }]);
}

/**
 * By what a reply is found (SPEC 4): its title and content, and the title in pinyin, whole (`yuyue`) and by initials
 * (`yy`); a line each, in small letters.
 */
export function searchTextOf({ title, content }: Pick<QuickReply, 'title' | 'content'>): string {
  const syllables = syllablesOf(title);
  const spelled = spellings.map((spelling) => spelt(syllables, spelling));
  return [folded(title), folded(content), ...spelled].join('\n');
}

/** A search as it is looked for in `searchTextOf`. */
export function likePattern(search: string): string {
  return literal(folded(search).trim());
}
