/** Fewer characters say too little. */
const fewestTyped = 2;
/** The API takes no more. */
const mostTyped = 200;
/** More are not looked at. */
export const mostSuggestions = 8;
/** So much is seen of a text before the part that was found. */
const seenBefore = 12;

/** Whether something could be meant by a text that is not known yet: one line, not too short and not too long. */
export function isAskable(text: string): boolean {
  if (text.includes('\n')) return false;
  return [...text.trim()].length >= fewestTyped && [...text].length <= mostTyped;
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
