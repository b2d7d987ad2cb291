import { pinyin } from 'pinyin-pro';
import { folded } from './input.ts';

/** One character in pinyin without its tone, or a stretch that is not Chinese as it stands. */
interface Syllable {
  /** `yue`; ü is written as input methods take it: `nv`. */
  whole: string;
  /** `y` */
  initial: string;
  isChinese: boolean;
  /** Where it stands in the text, in UTF-16 units. */
  start: number;
  end: number;
}

/** The two ways in which Chinese is spelt: in full, and by initials. */
export const spellings = ['whole', 'initial'] as const;

/** A text in pinyin. */
export function syllablesOf(text: string): Syllable[] {
  const parts = pinyin(text, { type: 'all', toneType: 'none', nonZh: 'consecutive', v: true });
  let end = 0;
  return parts.map(({ origin, result, first, isZh }) => {
    const start = end;
    end += origin.length;
    const spelt = (sounds: string) => folded(sounds).replaceAll(' ', '');
    return { whole: spelt(result), initial: spelt(first), isChinese: isZh, start, end };
  });
}

/** A text in pinyin as one word: in full (`yuyue`) or by initials (`yy`). */
export function spelt(syllables: readonly Syllable[], spelling: (typeof spellings)[number]): string {
  return syllables.map((syllable) => syllable[spelling]).join('');
}

/** The stretches of a text whose pinyin begins at a character and contains a word, in UTF-16 units. */
export function spelledRanges(text: string, word: string): { start: number; end: number }[] {
  const syllables = syllablesOf(text);
  return spellings.flatMap((spelling) =>
    syllables.flatMap(({ start, isChinese }, from) => {
      if (!isChinese || !spelt(syllables.slice(from), spelling).startsWith(word)) return [];
      const last = syllables.slice(from).find((_, more) => {
        return spelt(syllables.slice(from, from + more + 1), spelling).length >= word.length;
      });
      return last ? [{ start, end: last.end }] : [];
    }),
  );
}

/** Spelling of so many characters from each one on is kept: names and titles are no longer. */
const mostSyllables = 24;

/** What a text is found by in pinyin: spelt from each Chinese character on, in full and by initials. */
export function spelledForms(text: string): string[] {
  const syllables = syllablesOf(text).slice(0, mostSyllables);
  const starts = syllables.flatMap(({ isChinese }, start) => (isChinese ? [start] : []));
  return spellings.flatMap((spelling) => starts.map((start) => spelt(syllables.slice(start), spelling)));
}
