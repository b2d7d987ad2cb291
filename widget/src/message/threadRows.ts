import type { OutboxEntry } from './outboxState.svelte.ts';
import type { Message } from './threadState.svelte.ts';

/** How far an own message has come. */
export type Progress = 'waiting' | 'refused' | 'sent' | 'read';

export interface MessageRow {
  kind: 'message';
  key: string;
  isOwn: boolean;
  /** The agent's, '' for own messages and for automatic ones. */
  name: string;
  /** A script said it. */
  isAutomatic?: boolean;
  text: string;
  /** The image or file that it brings. */
  attachment: Message['attachment'];
  at: Date;
  startsGroup: boolean;
  endsGroup: boolean;
  /** Said of the last own message, and of those that are not through yet. */
  progress?: Progress;
  clientId: string;
}

export type ThreadRow =
  MessageRow | { kind: 'day'; key: string; at: Date } | { kind: 'notice'; key: string; text: string };

/** Messages of one author with less than this between them stand together. */
const groupGapMs = 3 * 60_000;

export interface ThreadContent {
  messages: readonly Message[];
  entries: readonly OutboxEntry[];
  isRead: (message: Message) => boolean;
  /** A notice in words, '' for one that is not shown. */
  noticeText: (message: Message) => string;
}

/** The rows of the thread, oldest first: messages in groups, what is still on its way below them, a line for each day. */
export function threadRows({ messages, entries, isRead, noticeText }: ThreadContent): ThreadRow[] {
  const rows: ThreadRow[] = [];
  let day = '';
  let last: MessageRow | undefined;
  let lastOwn: MessageRow | undefined;

  const startDay = (at: Date) => {
    if (at.toDateString() === day) return;
    day = at.toDateString();
    last = undefined;
    rows.push({ kind: 'day', key: day, at });
  };
  const push = (row: Omit<MessageRow, 'kind' | 'startsGroup' | 'endsGroup'>) => {
    startDay(row.at);
    const joins =
      last !== undefined &&
      last.isOwn === row.isOwn &&
      last.name === row.name &&
      last.isAutomatic === row.isAutomatic &&
      row.at.getTime() - last.at.getTime() < groupGapMs;
    if (joins && last) last.endsGroup = false;
    last = { ...row, kind: 'message', startsGroup: !joins, endsGroup: true };
    rows.push(last);
  };

  for (const message of messages) {
    const at = new Date(message.createdAt);
    const isAutomatic = message.scriptKind !== null;
    if (message.recalledAt || (message.author === 'SYSTEM' && !isAutomatic)) {
      const text = noticeText(message);
      if (!text) continue;
      startDay(at);
      last = undefined;
      rows.push({ kind: 'notice', key: message.id, text });
      continue;
    }
    const isOwn = message.author === 'VISITOR';
    const { clientId, text, attachment } = message;
    // The key of an own message is the same before and after it is acknowledged: its element stays.
    push({
      key: isOwn ? clientId : message.id,
      isOwn,
      name: isOwn ? '' : (message.authorName ?? ''),
      text,
      attachment,
      at,
      clientId,
      ...(isAutomatic && { isAutomatic }),
    });
    if (isOwn && last) {
      if (lastOwn) delete lastOwn.progress;
      lastOwn = last;
      lastOwn.progress = isRead(message) ? 'read' : 'sent';
    }
  }
  for (const { clientId, text, attachment = null, writtenAt, isRefused } of entries) {
    const progress = isRefused ? 'refused' : 'waiting';
    const at = new Date(writtenAt);
    push({ key: clientId, isOwn: true, name: '', text, attachment, at, clientId, progress });
  }
  return rows;
}
