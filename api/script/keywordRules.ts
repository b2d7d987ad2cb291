import type { Script } from '../../prisma/generated/client/client.ts';
import { folded } from '../core/input.ts';
import { placesOf } from '../search/searchRules.ts';

/** Of keywords that are kept, what is looked for: folding all of them anew would cost more than looking, at each message. */
const foldedKeywords = new WeakMap<readonly string[], string[]>();

function wordsOf(keywords: readonly string[]): string[] {
  const known = foldedKeywords.get(keywords) ?? keywords.map((keyword) => folded(keyword).trim());
  foldedKeywords.set(keywords, known);
  return known;
}

/**
 * Whether a text holds one keyword of a script, or all of them: found as search finds words, wherever they stand.
 * @param plain the text, folded
 */
export function holdsKeywords(
  { keywords, keywordMatch }: Pick<Script, 'keywords' | 'keywordMatch'>,
  plain: string,
): boolean {
  if (keywords.length === 0) return false;
  const holds = (word: string) => !placesOf(word, plain).next().done;
  return keywordMatch === 'ALL' ? wordsOf(keywords).every(holds) : wordsOf(keywords).some(holds);
}
