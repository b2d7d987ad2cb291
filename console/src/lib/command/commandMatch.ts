import { pinyinInitials } from '#lib/ui/pinyinInitials.ts';

/** What a search looks at. */
export interface Searched {
  label: string;
  keywords?: string | undefined;
}

/**
 * How well a search fits: each of its words must be found, in the label best at its beginning, by the first letters of its
 * pinyin too, or in the other words.
 * @returns 0 when it does not
 */
export function matchOf({ label, keywords = '' }: Searched, search: string): number {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const texts = { label: label.toLowerCase(), initials: pinyinInitials(label) };
  const others = `${keywords.toLowerCase()} ${pinyinInitials(keywords)}`;
  let sum = 0;
  for (const word of words) {
    const match = matchOfWord(word, texts, others);
    if (match === 0) return 0;
    sum += match;
  }
  return words.length === 0 ? 1 : sum / words.length;
}

function matchOfWord(word: string, texts: { label: string; initials: string }, others: string): number {
  if (texts.label.startsWith(word)) return 6;
  if (texts.initials.startsWith(word)) return 5;
  if (texts.label.includes(` ${word}`)) return 4;
  if (texts.label.includes(word)) return 3;
  if (texts.initials.includes(word)) return 2;
  return others.includes(word) ? 1 : 0;
}
