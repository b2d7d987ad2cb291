import { beforeAll, describe, expect, it } from 'vitest';
import { noticeText } from '../../widget/src/message/noticeText.ts';
import type { OutboxEntry } from '../../widget/src/message/outboxState.svelte.ts';
import { threadRows, type MessageRow } from '../../widget/src/message/threadRows.ts';
import type { Message } from '../../widget/src/message/threadState.svelte.ts';
import { markedText, sizeText } from '../../widget/src/attachment/attachmentText.ts';
import { loadTexts } from '../../widget/src/texts/texts.ts';
import { buildMessage } from './buildThread.ts';

function rowsOf(messages: Message[], entries: OutboxEntry[] = [], readUpTo = 0) {
  return threadRows({ messages, entries, isRead: (message) => message.seq <= readUpTo, noticeText });
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
});

describe('what the system says', () => {
  beforeAll(() => loadTexts(['zh-CN']));

  it('says of what was taken back only that it was, and by whom', () => {
    const rows = rowsOf([buildMessage(1, { text: '', recalledAt: at(1) })]);
    expect(rows.at(-1)).toMatchObject({ kind: 'notice', text: expect.stringContaining('林晓') as string });
  });

  const notice = (name: string | null, change: Partial<Message> = {}) =>
    buildMessage(9, { author: 'SYSTEM', notice: name as Message['notice'], text: '', ...change });
  const wordsOf = (message: Message) => rowsOf([message]).at(-1);

  it('is put into the visitor’s language', () => {
    expect(wordsOf(notice('SESSION_ENDED'))).toMatchObject({
      text: '本次会话已结束，继续发送将开始新的会话',
    });
    expect(wordsOf(notice('SESSION_TRANSFERRED', { about: '王医助' }))).toMatchObject({
      kind: 'notice',
      text: '现在由王医助为您服务',
    });
  });

  it('is shown as it is where it is no notice', () => {
    expect(wordsOf(notice(null, { text: '国庆期间照常接诊' }))).toMatchObject({ text: '国庆期间照常接诊' });
  });

  it.each(['VISITOR_TAGGED', 'TRANSFER_NOTE', 'SOMETHING_NEW', 'toString'])(
    'is left out where the visitor has no use for it: %s',
    (name) => {
      expect(rowsOf([notice(name, { about: '转电', text: 'internal' })])).toEqual([]);
    },
  );

  it('stands as a message of the site’s where a script said it, apart from those of agents', () => {
    const automatic = (seq: number) =>
      buildMessage(seq, { author: 'SYSTEM', scriptKind: 'KEYWORD', text: '有车位', createdAt: at(seq) });
    const rows = messageRows(
      rowsOf([buildMessage(1, { createdAt: at(1), authorName: null }), automatic(2), automatic(3)]),
    );
    expect(rows.map(({ isAutomatic, isOwn, startsGroup }) => [isAutomatic, isOwn, startsGroup])).toEqual([
      [undefined, false, true],
      [true, false, true],
      [true, false, false],
    ]);
  });

  it('is left out where it lacks the name that it is about', () => {
    expect(rowsOf([notice('SESSION_TRANSFERRED')])).toEqual([]);
  });

  it('does not part a group of messages when it is left out', () => {
    const [one, two] = [buildMessage(1, { createdAt: at(0) }), buildMessage(3, { createdAt: at(1) })];
    const between = notice('VISITOR_TAGGED', { seq: 2, createdAt: at(0) });
    expect(messageRows(rowsOf([one, between, two])).map((row) => row.startsGroup)).toEqual([true, false]);
  });
});

describe('an image or file', () => {
  const attachment = {
    __typename: 'Attachment',
    id: 'a1',
    kind: 'IMAGE',
    name: '路线图.png',
    size: 34_567,
    width: 800,
    height: 600,
    url: '/attachments/x/original',
    previewUrl: '/attachments/x/preview',
  } as const;

  it('stands in the row of its message, with text or without', () => {
    const rows = messageRows(rowsOf([buildMessage(1, { text: '', attachment }), buildMessage(2)]));
    expect(rows.map((row) => [row.text, row.attachment?.name])).toEqual([
      ['', '路线图.png'],
      ['text 2', undefined],
    ]);
  });

  it.each([
    ['zh-CN', '[图片]', '[文件] 请看', '34 kB'],
    ['en', '[Image]', '[File] 请看', '34 kB'],
  ])('is named in a word where there is no room for it (%s)', async (language, image, file, size) => {
    await loadTexts([language]);
    expect(markedText({ attachment, text: '' })).toBe(image);
    expect(markedText({ attachment: { ...attachment, kind: 'FILE' }, text: '请看' })).toBe(file);
    expect(markedText({ attachment: null, text: '请看' })).toBe('请看');
    expect([sizeText(attachment.size), sizeText(2_200_000)]).toEqual([size, '2.1 MB']);
  });
});
