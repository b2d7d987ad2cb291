import { characterCount, folded, text } from '../core/input.ts';

const minLength = 8;

/** A password that somebody chooses: 8 to 200 characters, whatever they are. */
export const newPassword = text(200).refine((value) => characterCount(value) >= minLength, {
  params: { rule: 'TOO_SHORT', limit: minLength },
});

/** What everybody knows of the product (OWASP ASVS 6.1.2 and 6.2.11). */
export const productWords: readonly string[] = ['dukou', '渡口'];

/** With fewer letters of its own a password says nothing beside words that others know. */
const ownLetters = 4;

/**
 * Whether a password is one of some words, or hardly more than them: what is left without them, digits and signs has fewer than
 * four letters. One without any of the words never is.
 */
export function isMadeOf(password: string, words: readonly string[]): boolean {
  const said = folded(password);
  const known = words.map((word) => folded(word).trim()).toSorted((one, other) => other.length - one.length);
  if (known.includes(said.trim())) return true;
  const left = known.filter(isTelling).reduce((rest, word) => rest.replaceAll(word, ''), said);
  return left !== said && characterCount(left.replaceAll(/[^\p{L}]/gu, '')) < ownLetters;
}

/** Shorter words stand in any password by chance. */
function isTelling(word: string): boolean {
  return characterCount(word) >= (/\p{Script=Han}/u.test(word) ? 2 : 3);
}
