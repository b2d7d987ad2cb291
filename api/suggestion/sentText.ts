import { hashSecret } from '../core/secret.ts';
import { minTyped } from './suggestionRules.ts';

/** Longer texts are not typed again; the column's width, in characters. */
const maxLength = 500;

/** What an agent has sent, as it is kept. */
export interface SentText {
  /** By which the same text is known again. */
  hash: string;
  text: string;
}

/** What of a sent text is kept, so that it is suggested when its agent begins to type it again (SPEC 5). */
export function sentTextOf(sent: string): SentText | undefined {
  const text = sent.trim();
  const { length } = [...text];
  return length > minTyped && length <= maxLength ? { hash: hashSecret(text), text } : undefined;
}
