import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { RequestFailure } from '#lib/connection/api.ts';
import type { ImportLineFragment } from '#lib/gql/generated.ts';
import { csvText, textOf } from '#lib/quickReply/csvText.ts';
import { exportReplies, importReplies } from '#lib/quickReply/replyFileActions.ts';
import { reasonText, replyImportDialog, ReplyImportState } from '#lib/quickReply/replyImportState.svelte.ts';
import * as download from '#lib/ui/download.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { FakeApi, pending, settle } from './fakeApi.ts';

const bytes = (...numbers: number[]) => new Uint8Array(numbers);
const utf8 = (text: string) => new TextEncoder().encode(text);

function file(content: Uint8Array, name = 'replies.csv') {
  return { name, size: content.length, arrayBuffer: () => Promise.resolve(content.slice().buffer) };
}

function line(number: number, change: Partial<ImportLineFragment> = {}): ImportLineFragment {
  return {
    __typename: 'ImportedLine',
    line: number,
    category: '预约',
    title: `title ${number}`,
    content: 'content',
    action: 'CREATE',
    isRepeated: false,
    violations: [],
    ...change,
  };
}

const tooLong = { __typename: 'Violation', field: 'title', rule: 'TOO_LONG', limit: 100 } as const;
const refused = line(4, { action: 'REFUSE', violations: [tooLong], isRepeated: true, content: '=1+1, "二"' });
const report = (...lines: ImportLineFragment[]) => ({ __typename: 'ImportReport', lines });

describe('a file of quick replies', () => {
  it('is read as what it is: UTF-8, UTF-16 with its mark, or 国标 as spreadsheets in China save it', () => {
    expect(textOf(utf8('标题,内容'))).toBe('标题,内容');
    expect(textOf(utf8('\ufeff标题'))).toBe('标题');
    expect(textOf(bytes(0xb1, 0xea, 0xcc, 0xe2))).toBe('标题');
    expect(textOf(bytes(0xff, 0xfe, 0x07, 0x68))).toBe('标');
    expect(textOf(bytes(0xfe, 0xff, 0x68, 0x07))).toBe('标');
    expect(textOf(bytes())).toBe('');
  });

  it('is written so that spreadsheets show it, and calculate nothing', () => {
    const text = csvText([
      ['标题', 'a "b"', 'c,d', 'e\nf'],
      ['=1+1', '-1', '@x', '+x'],
    ]);

    expect(text).toBe(`\ufeff标题,"a ""b""","c,d","e\nf"\r\n'=1+1,'-1,'@x,'+x\r\n`);
  });
});

describe('importing quick replies', () => {
  it('first says what would change, then does it', async () => {
    const lines = [line(2), line(3, { action: 'UPDATE' }), refused, line(5, { action: 'UNCHANGED' })];
    const api = new FakeApi({
      PreviewReplyImport: () => ({ previewQuickReplyImport: report(...lines) }),
      ImportReplies: () => ({ importQuickReplies: report(...lines) }),
    });
    toastState.toasts = [];
    const done = importReplies(api, true);
    const form = replyImportDialog.form!;
    await form.choose(file(utf8('title,content')));
    expect(form.counts.map(({ action, count }) => `${action} ${count}`)).toEqual([
      'REFUSE 1',
      'CREATE 1',
      'UPDATE 1',
      'UNCHANGED 1',
    ]);
    form.only = 'REFUSE';
    expect([form.shown, form.changesCount]).toEqual([[refused], 2]);
    await form.submit();

    expect(await done).toBe(true);
    const input = { isPublic: true, csv: 'title,content' };
    expect([api.callsOf('PreviewReplyImport'), api.callsOf('ImportReplies')]).toEqual([
      [{ input }],
      [{ input }],
    ]);
    expect(toastState.toasts.map(({ text }) => text)).toEqual(['Made: 1, changed: 1']);
  });

  it('says why a line is refused, and gives these lines back as a file', async () => {
    const downloaded = vi.spyOn(download, 'downloadText').mockReturnValue();
    onTestFinished(() => downloaded.mockRestore());
    const api = new FakeApi({ PreviewReplyImport: () => ({ previewQuickReplyImport: report(refused) }) });
    const form = new ReplyImportState(api, false);
    await form.choose(file(utf8('x')));
    await form.submit();
    const reason = 'Title: At most 100 characters. A line above has the same category and title.';
    expect([reasonText(refused), api.callsOf('ImportReplies')]).toEqual([reason, []]);
    form.downloadRefused();

    expect(downloaded.mock.calls[0]?.slice(0, 2)).toEqual([
      'refused-quick-replies.csv',
      `\ufeffcategory,title,content,reason\r\n预约,title 4,"'=1+1, ""二""",${reason}\r\n`,
    ]);
  });

  it('says what is wrong with a file, and takes another one', async () => {
    const answers: unknown[] = [
      { __typename: 'MalformedFileError', code: 'MALFORMED_FILE', line: 7 },
      { __typename: 'MalformedFileError', code: 'MALFORMED_FILE', line: null },
      { __typename: 'InvalidInputError', code: 'INVALID_INPUT', violations: [] },
      report(line(2)),
    ];
    const api = new FakeApi({ PreviewReplyImport: () => ({ previewQuickReplyImport: answers.shift() }) });
    const form = new ReplyImportState(api, false);
    const errors: (string | null)[] = [];
    for (let times = 0; times < 4; times++) {
      await form.choose(file(utf8('x')));
      errors.push(form.error);
    }
    expect(errors).toEqual([
      expect.stringContaining('Line 7'),
      expect.stringContaining('no CSV file'),
      expect.stringContaining('too long'),
      null,
    ]);
    await form.choose(file(new Uint8Array(800_001)));
    expect([form.error, form.lines, api.calls.length]).toEqual([
      expect.stringContaining('too long'),
      null,
      4,
    ]);
  });

  it('shows the file that was chosen last, whichever is answered first', async () => {
    const slow = pending<unknown>();
    const api = new FakeApi({
      PreviewReplyImport: async ({ input }) => {
        const isSlow = (input as { csv: string }).csv === 'slow';
        return { previewQuickReplyImport: isSlow ? await slow.promise : report(line(9)) };
      },
    });
    const form = new ReplyImportState(api, false);
    const first = form.choose(file(utf8('slow'), 'slow.csv'));
    await settle();
    await form.choose(file(utf8('quick'), 'quick.csv'));
    slow.resolve(report(line(2), line(3)));
    await first;

    expect([form.fileName, form.lines?.length, form.isBusy]).toEqual(['quick.csv', 1, false]);
  });
});

describe('exporting quick replies', () => {
  it('saves them as a file, or says why not', async () => {
    const downloaded = vi.spyOn(download, 'downloadText').mockReturnValue();
    onTestFinished(() => downloaded.mockRestore());
    toastState.toasts = [];
    let isDown = false;
    const api = new FakeApi({
      ExportQuickReplies: ({ isPublic }) => {
        if (isDown) throw new RequestFailure('NETWORK');
        return { exportQuickReplies: { csv: `public: ${String(isPublic)}` } };
      },
    });
    await exportReplies(api, true);
    isDown = true;
    await exportReplies(api, false);

    expect(downloaded.mock.calls.map(([name, text]) => [name, text])).toEqual([
      ['public-quick-replies.csv', 'public: true'],
    ]);
    expect(toastState.toasts.map(({ kind }) => kind)).toEqual(['error']);
  });
});
