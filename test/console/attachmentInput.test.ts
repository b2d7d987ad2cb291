import { describe, expect, it } from 'vitest';
import { AttachmentInput } from '#lib/attachment/attachmentInput.svelte.ts';
import { imageRoom } from '#lib/attachment/attachmentLook.ts';
import { markedText, sizeText } from '#lib/attachment/attachmentText.ts';
import { RequestFailure } from '#lib/connection/api.ts';
import type { FileWatch, SendFile } from '#lib/connection/fileRequest.ts';
import { buildAttachment } from './build.ts';
import { pending, settle } from './fakeApi.ts';

/** Uploads whose answers a test gives, one for each file. */
function build(attachment = null as ReturnType<typeof buildAttachment> | null) {
  const sent: { file: File; place: string; watch: FileWatch; answer: ReturnType<typeof pending<unknown>> }[] =
    [];
  const sendFile = ((_document, _variables, place, file, watch) => {
    const answer = pending<unknown>();
    sent.push({ file, place, watch, answer });
    return answer.promise;
  }) as SendFile;
  return { sent, input: new AttachmentInput({ sendFile, maxBytes: 1_000 }, attachment) };
}
const file = (name = 'map.png', size = 10) => new File(['x'.repeat(size)], name);
const refused = (__typename: string, more: object) => ({
  uploadAttachment: { __typename, code: 'ATTACHMENT_REFUSED', ...more },
});

describe('a chosen file', () => {
  it('is sent at once, with its progress, and is there when the server has it', async () => {
    const { input, sent } = build();
    const done = input.choose(file());
    expect([input.upload, sent[0]?.place]).toEqual([{ name: 'map.png', part: 0 }, 'variables.input.file']);
    sent[0]?.watch.onProgress(0.4);
    expect(input.upload?.part).toBe(0.4);
    sent[0]?.answer.resolve({ uploadAttachment: buildAttachment('map') });
    await done;

    expect([input.attachment?.id, input.upload, input.error]).toEqual(['map', null, null]);
  });

  it('that is too large is not sent, and the limit is named', async () => {
    const { input, sent } = build();
    await input.choose(file('x.png', 1_001));

    expect([sent.length, input.upload, input.error]).toEqual([
      0,
      null,
      expect.stringContaining('1,000 bytes'),
    ]);
  });

  it.each([
    [refused('AttachmentRefusedError', { reason: 'KIND_NOT_ALLOWED' }), 'kind'],
    [refused('AttachmentRefusedError', { reason: 'BROKEN' }), 'damaged'],
    [refused('AttachmentRefusedError', { reason: 'TOO_LARGE' }), 'too large'],
    [refused('TooManyAttemptsError', { retryAfterSeconds: 42 }), '42 s'],
  ])('that is refused says why, and what was there stays', async (answer, words) => {
    const before = buildAttachment('before');
    const { input, sent } = build(before);
    const done = input.choose(file());
    sent[0]?.answer.resolve(answer);
    await done;

    expect([input.attachment, input.upload, input.error]).toEqual([
      before,
      null,
      expect.stringContaining(words),
    ]);
  });

  it('that did not get through says so, and can be chosen again', async () => {
    const { input, sent } = build();
    const failed = input.choose(file());
    sent[0]?.answer.reject(new RequestFailure('NETWORK'));
    await failed;
    expect(input.error).toMatch(/reach|network|connection/i);
    const done = input.choose(file());
    expect(input.error).toBeNull();
    sent[1]?.answer.resolve({ uploadAttachment: buildAttachment('map') });
    await done;

    expect(input.attachment?.id).toBe('map');
  });

  it('that is taken back leaves no trace, whatever its answer is', async () => {
    const before = buildAttachment('before');
    const { input, sent } = build(before);
    void input.choose(file());
    input.cancel();
    expect([sent[0]?.watch.signal.aborted, input.upload]).toEqual([true, null]);
    sent[0]?.answer.reject(new RequestFailure('NETWORK'));
    await settle();

    expect([input.attachment, input.error]).toEqual([before, null]);
  });

  it('takes the place of one that is still on its way', async () => {
    const { input, sent } = build();
    void input.choose(file('first.png'));
    const done = input.choose(file('second.png'));
    sent[1]?.answer.resolve({ uploadAttachment: buildAttachment('second') });
    sent[0]?.answer.resolve({ uploadAttachment: buildAttachment('first') });
    await done;
    await settle();

    expect([sent[0]?.watch.signal.aborted, input.attachment?.id]).toEqual([true, 'second']);
    input.remove();
    expect(input.attachment).toBeNull();
  });
});

describe('what is shown of an attachment', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [34_567, '34 kB'],
    [2_200_000, '2.1 MB'],
    [10_485_760, '10 MB'],
  ])('is its size as people say it: %i is %s', (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });

  it('is room for the image before it is loaded, never more than a thread has', () => {
    expect(imageRoom({ width: 4000, height: 3000 })).toEqual({ width: 320, height: 240 });
    expect(imageRoom({ width: 100, height: 5000 })).toEqual({ width: 6, height: 320 });
    expect(imageRoom({ width: 40, height: 20 })).toEqual({ width: 40, height: 20 });
  });

  it('is a word in lists, before what was written', () => {
    expect([markedText('IMAGE', ''), markedText('FILE', 'look'), markedText(null, 'look')]).toEqual([
      '[Image]',
      '[File] look',
      'look',
    ]);
  });
});
