import type { Message } from '../../prisma/generated/client/client.ts';
import { folded } from '../core/input.ts';

/** A stretch of a session's messages as search reads it. */
export interface Stretch {
  fromSeq: number;
  toSeq: number;
  text: string;
}

/** Bounds of a stretch: all of one is read when a word of it is found, and PostgreSQL takes at most 1 MB of terms. */
export const mostMessages = 100;
const mostCharacters = 20_000;

/** Messages in order, cut into stretches: a message a line, folded. */
export function stretchesOf(messages: readonly Pick<Message, 'seq' | 'text'>[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { seq, text } of messages) {
    const line = folded(text);
    const last = stretches.at(-1);
    if (
      last &&
      last.toSeq - last.fromSeq + 1 < mostMessages &&
      last.text.length + line.length <= mostCharacters
    ) {
      last.toSeq = seq;
      last.text += `\n${line}`;
    } else stretches.push({ fromSeq: seq, toSeq: seq, text: line });
  }
  return stretches;
}
