import { folded, literal } from '../core/input.ts';

/** What is looked for, in characters. */
export const queryMaxLength = 100;
/** Words beyond these are not looked at. */
const mostWords = 8;

/** Scripts in which words have spaces between them, so that a word is found by its beginning: Latin, Greek, Cyrillic. */
const letters = 'a-zÀ-ɏͰ-ϿЀ-ӿ';
const isLetter = new RegExp(`[${letters}]`);
const runs = new RegExp(`[${letters}]+|[^${letters}]+`, 'g');
/** As much of a word as the index keeps; see `search_terms` in the migration. */
const termLength = 40;

/** The words of a search, folded; all of them must be found. Everything in them means itself: there are no operators. */
export function wordsOf(query: string): string[] {
  const words = folded(query)
    .split(' ')
    .filter((word) => word !== '');
  return [...new Set(words)].slice(0, mostWords);
}

/**
 * What a text that holds these words has in the index, as a tsquery: every pair of neighbouring characters, and whole
 * words of letters but for the last part of each, of which the beginning is enough. The twin of `search_terms`.
 */
export function termsOf(words: readonly string[]): string {
  return words.flatMap((word) => (word.match(runs) ?? []).flatMap(termsOfRun)).join(' & ');
}

function termsOfRun(run: string, index: number, all: readonly string[]): string[] {
  if (isLetter.test(run)) {
    const isWhole = index < all.length - 1 && run.length <= termLength;
    return [quoted(run.slice(0, termLength)) + (isWhole ? '' : ':*')];
  }
  const characters = Array.from(run);
  if (characters.length === 1) return [`${quoted(run)}:*`];
  return characters.slice(1).map((character, before) => quoted(`${characters[before]}${character}`));
}

const quoted = (term: string) => `'${term.replaceAll(/['\\]/g, '$&$&')}'`;

/** Words as patterns for `LIKE ALL`, against a folded text. */
export function patternsOf(words: readonly string[]): string[] {
  return words.map((word) => `%${literal(word)}%`);
}

/** Where a word stands in a folded text: a word that begins with a letter only where a word begins. */
export function* placesOf(word: string, text: string): Generator<number> {
  const beginsWord = isLetter.test(word[0] ?? '');
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!beginsWord || at === 0 || !isLetter.test(text[at - 1] ?? '')) yield at;
  }
}
