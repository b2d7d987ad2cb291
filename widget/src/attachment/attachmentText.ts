import { language, texts } from '../texts/texts.ts';
import type { Message } from '../message/threadState.svelte.ts';

/** A message where there is room for words only: what it brings, and its text. */
export function markedText({ attachment, text }: Pick<Message, 'attachment' | 'text'>): string {
  const mark = attachment && (attachment.kind === 'IMAGE' ? texts.image : texts.file);
  return [mark, text].filter(Boolean).join(' ');
}

/** A size as people say it: 340 kB, 2.1 MB. */
export function sizeText(bytes: number): string {
  const isLarge = bytes >= 1024 * 1024;
  const value = bytes / (isLarge ? 1024 * 1024 : 1024);
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: isLarge ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
