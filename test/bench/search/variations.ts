import { createChance } from '../../support/chance.ts';
import { loadPairs } from '../texts.ts';

/** Sentences of the texts that the bench has. */
export function loadSentences(): string[] {
  const sentences = loadPairs().flatMap((pair) => pair.flatMap((text) => text.split(/(?<=[。？！?!\n])/)));
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence.length > 1);
}

const openings = ['', '', '', '您好，', '医生，', '请问', '嗯嗯，', '好的，', '那个', '我想问下，'];
const endings = ['', '', '', '', '谢谢', '？？', '😊', '。。。', '急', '呢'];

/** Messages as people write them: one to four sentences of real texts, with words around them and numbers changed. */
export function createMessages(seed: number): () => string {
  const chance = createChance(seed);
  const sentences = loadSentences();
  const pick = <One>(list: readonly One[]) => list[Math.floor(chance() * list.length)] as One;
  return () => {
    const count = 1 + Math.floor(chance() ** 2 * 4);
    const said = Array.from({ length: count }, () => pick(sentences)).join('');
    const changed = said.replaceAll(/\d+/g, (digits) =>
      String(Math.floor(chance() * 10 ** Math.min(digits.length, 9))),
    );
    return pick(openings) + changed + pick(endings);
  };
}
