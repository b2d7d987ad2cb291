import type { ClientLimitsFragment } from '#lib/gql/generated.ts';

/** So much is seen of a text before the part that was found. */
const seenBefore = 12;

/** How long a text may be for which something is suggested. */
export type SuggestionLimits = Pick<ClientLimitsFragment, 'suggestionMinLength' | 'suggestionMaxLength'>;

/** Whether something could be meant by a text that is not known yet: one line, not too short and not too long. */
export function isAskable(text: string, limits: SuggestionLimits): boolean {
  if (text.includes('\n')) return false;
  return (
    [...text.trim()].length >= limits.suggestionMinLength && [...text].length <= limits.suggestionMaxLength
  );
}

/** A text around the part that was typed; `found` is empty where it was found by something else. */
export interface TextMatch {
  before: string;
  found: string;
  after: string;
}

/** A text on one line, cut before what was typed so that this is seen. */
export function matchIn(text: string, typed: string): TextMatch {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const wanted = typed.replaceAll(/\s+/g, ' ').trim().toLowerCase();
  const place = wanted === '' ? -1 : line.toLowerCase().indexOf(wanted);
  // In a few languages small letters are longer than capitals; nothing is better than half of a letter.
  if (place < 0 || line.toLowerCase().length !== line.length) return { before: line, found: '', after: '' };
  const end = place + wanted.length;
  return { before: shortened(line.slice(0, place)), found: line.slice(place, end), after: line.slice(end) };
}

function shortened(before: string): string {
  const characters = [...before];
  return characters.length > seenBefore ? `…${characters.slice(-seenBefore).join('')}` : before;
}
