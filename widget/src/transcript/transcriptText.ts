import { markedText } from '../attachment/attachmentText.ts';
import { noticeText } from '../message/noticeText.ts';
import type { Message } from '../message/threadState.svelte.ts';
import { dayText, timeText } from '../texts/dates.ts';
import { texts } from '../texts/texts.ts';

/** A talk as a text that any program opens: a heading, a line for each day, who said what when. */
export function transcriptText(siteName: string, messages: readonly Message[]): string {
  const lines = [texts.chatWith(siteName)];
  let day = '';
  for (const message of messages) {
    const at = new Date(message.createdAt);
    if (at.toDateString() !== day) {
      day = at.toDateString();
      // With the year, and never "today": it is read later.
      lines.push('', dayText(at, new Date(0)));
    }
    if (message.recalledAt || (message.author === 'SYSTEM' && !message.scriptKind)) {
      const notice = noticeText(message);
      if (notice) lines.push(`${timeText(at)} — ${notice}`);
      continue;
    }
    const name =
      message.author === 'VISITOR'
        ? texts.yourself
        : message.scriptKind
          ? texts.automatic
          : message.authorName || texts.agent;
    const attachment = message.attachment ? ` (${message.attachment.name})` : '';
    lines.push(`${timeText(at)} ${name}: ${markedText(message)}${attachment}`);
  }
  // The mark tells old programs that it is UTF-8.
  return `\ufeff${lines.join('\r\n')}\r\n`;
}
