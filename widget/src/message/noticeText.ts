import { texts } from '../texts/texts.ts';
import type { Message } from './threadState.svelte.ts';

/** What the system says, in the visitor's language; '' for what visitors need not know, and for a newer server's notice. */
export function noticeText({ notice, about, text, recalledAt, authorName }: Message): string {
  if (recalledAt) return texts.recalled(authorName ?? texts.agent);
  if (notice === 'SESSION_ENDED') return texts.sessionEnded;
  if (notice === 'SESSION_TRANSFERRED') return about ? texts.transferredTo(about) : '';
  return notice ? '' : text;
}
