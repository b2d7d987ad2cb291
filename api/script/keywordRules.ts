import type { Script } from '../../prisma/generated/client/client.ts';
import { folded } from '../core/input.ts';
import { placesOf } from '../search/searchRules.ts';

/** Whether a text holds one keyword of a script, or all of them: found as search finds words, wherever they stand. */
export function holdsKeywords(
  { keywords, keywordMatch }: Pick<Script, 'keywords' | 'keywordMatch'>,
  text: string,
): boolean {
  if (keywords.length === 0) return false;
  const plain = folded(text);
  const holds = (keyword: string) => !placesOf(folded(keyword).trim(), plain).next().done;
  return keywordMatch === 'ALL' ? keywords.every(holds) : keywords.some(holds);
}
