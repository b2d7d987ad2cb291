import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../../widget/src/message/outboxState.svelte.ts';
import { threadRows, type MessageRow } from '../../widget/src/message/threadRows.ts';
import type { Message } from '../../widget/src/message/threadState.svelte.ts';
import { buildMessage } from './buildThread.ts';

function rowsOf(messages: Message[], entries: OutboxEntry[] = [], readUpTo = 0) {
  return threadRows({ messages, entries, isRead: (message) => message.seq <= readUpTo });
}

const messageRows = (rows: ReturnType<typeof rowsOf>) =>
  rows.filter((row): row is MessageRow => row.kind === 'message');

const at = (minute: number) => new Date(2026, 4, 1, 8, minute).toISOString();

describe('the rows of the thread', () => {
  it('stand in groups of one author within a few minutes', () => {
    const rows = messageRows(
      rowsOf([
        buildMessage(1, { createdAt: at(0) }),
        buildMessage(2, { createdAt: at(1) }),
        buildMessage(3, { createdAt: at(1), authorName: '王宁' }),
        buildMessage(4, { createdAt: at(10), authorName: '王宁' }),
        buildMessage(5, { createdAt: at(10), author: 'VISITOR' }),
      ]),
    );
    expect(rows.map((row) => `${row.startsGroup ? '(' : ''}${row.endsGroup ? ')' : ''}`)).toEqual([
      '(',
      ')',
      '()',
      '()',
      '()',
    ]);
  });

  it('begin each day with a line', () => {
    const rows = rowsOf([
      buildMessage(1, { createdAt: new Date(2026, 4, 1, 23, 59).toISOString() }),
      buildMessage(2, { createdAt: new Date(2026, 4, 2, 0, 1).toISOString() }),
    ]);
    expect(rows.map((row) => row.kind)).toEqual(['day', 'message', 'day', 'message']);
    expect(messageRows(rows).every((row) => row.startsGroup)).toBe(true);
  });

  it('say of the last own message how far it came, and of no other that is through', () => {
    const own = [1, 2, 3].map((seq) => buildMessage(seq, { author: 'VISITOR', createdAt: at(seq * 5) }));
    expect(messageRows(rowsOf(own)).map((row) => row.progress)).toEqual([undefined, undefined, 'sent']);
    expect(messageRows(rowsOf(own, [], 3)).map((row) => row.progress)).toEqual([
      undefined,
      undefined,
      'read',
    ]);
  });

  it('show what is on its way below everything else, under the key that it keeps', () => {
    const entry = { clientId: 'c9', text: 'on its way', writtenAt: new Date(2026, 4, 1, 8, 2).getTime() };
    const waiting = messageRows(rowsOf([buildMessage(1, { createdAt: at(1) })], [entry])).at(-1);
    const refused = messageRows(rowsOf([], [{ ...entry, isRefused: true }])).at(-1);
    const stored = messageRows(rowsOf([buildMessage(2, { author: 'VISITOR', clientId: 'c9' })])).at(-1);
    expect([waiting?.progress, refused?.progress, stored?.progress]).toEqual(['waiting', 'refused', 'sent']);
    expect(new Set([waiting?.key, refused?.key, stored?.key]).size).toBe(1);
  });

  it('leave the words of a notice to the visitor’s language', () => {
    const rows = rowsOf([buildMessage(1, { author: 'SYSTEM', notice: 'SESSION_ENDED', text: '' })]);
    expect(rows.at(-1)).toMatchObject({ kind: 'notice', notice: 'SESSION_ENDED' });
  });
});
