import type { Message } from '../../prisma/generated/client/client.ts';
import { folded } from '../core/input.ts';

/** A stretch of a session's messages as search reads it. */
export interface Stretch {
  fromSeq: number;
  toSeq: number;
  text: string;
}

/** Bounds of a stretch: what one holds is read when a word of it is found, and PostgreSQL keeps at most 1 MB of terms. */
const mostMessages = 100;
const mostCharacters = 20_000;

/** Messages in order, cut into stretches: a message a line, folded. */
export function stretchesOf(messages: readonly Pick<Message, 'seq' | 'text'>[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { seq, text } of messages) {
    const line = folded(text);
    const last = stretches.at(-1);
    if (last && isOpen(last) && last.text.length + line.length <= mostCharacters) {
      last.toSeq = seq;
      last.text += `\n${line}`;
    } else stretches.push({ fromSeq: seq, toSeq: seq, text: line });
  }
  return stretches;
}

/** Whether more messages may be added to a stretch. */
export function isOpen({ fromSeq, toSeq }: Pick<Stretch, 'fromSeq' | 'toSeq'>): boolean {
  return toSeq - fromSeq + 1 < mostMessages;
}
