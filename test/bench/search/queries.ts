import { createChance } from '../../support/chance.ts';
import { loadSentences } from './variations.ts';

export const kinds = [
  'one character',
  'two',
  'three to six',
  'two words',
  'letters or digits',
  'nowhere',
] as const;
export interface BenchQuery {
  kind: (typeof kinds)[number];
  text: string;
}

/** What agents could look for: cut out of the texts at random places, as many of each kind. */
export function createQueries(count: number, seed: number): BenchQuery[] {
  const chance = createChance(seed);
  const sentences = loadSentences();
  const pick = (length: number): string => {
    for (;;) {
      const characters = Array.from(sentences[Math.floor(chance() * sentences.length)] ?? '');
      const from = Math.floor(chance() * (characters.length - length));
      const text = characters.slice(from, from + length).join('');
      if (/^\p{Script=Han}+$/u.test(text)) return text;
    }
  };
  const words = [...new Set(sentences.flatMap((sentence) => sentence.match(/[A-Za-z]{2,}|\d{2,}/g) ?? []))];
  const create: Record<BenchQuery['kind'], () => string> = {
    'one character': () => pick(1),
    two: () => pick(2),
    'three to six': () => pick(3 + Math.floor(chance() * 4)),
    'two words': () => `${pick(2)} ${pick(2)}`,
    'letters or digits': () => words[Math.floor(chance() * words.length)] ?? 'CT',
    nowhere: () => `${pick(1)}魑${pick(1)}`,
  };
  return Array.from({ length: count }, (_, n) => {
    const kind = kinds[n % kinds.length] ?? 'two';
    return { kind, text: create[kind]() };
  });
}
