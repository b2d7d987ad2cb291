import { describe, expect, it, vi } from 'vitest';
import { fetchTranscript, transcriptText } from '#lib/message/transcript.ts';
import { RequestFailure } from '#lib/connection/api.ts';
import { buildAttachment, buildMessage } from './build.ts';
import { FakeApi } from './fakeApi.ts';

/** A server with one session of `count` messages, of which it gives at most 200 at a time. */
function serverWith(count: number): FakeApi {
  const messages = Array.from({ length: count }, (_, index) => buildMessage(index + 1));
  return new FakeApi({
    OlderMessages: ({ last, before }) => {
      const older = messages.filter(({ seq }) => before === null || seq < Number(before));
      const nodes = older.slice(-Number(last));
      const pageInfo = {
        hasPreviousPage: older.length > nodes.length,
        startCursor: String(nodes[0]?.seq ?? ''),
      };
      return {
        session: {
          __typename: 'Session',
          id: 's',
          messages: { edges: nodes.map((node) => ({ node })), pageInfo },
        },
      };
    },
  });
}

describe('the transcript', () => {
  it('has all messages of a long talk, in order and each once', async () => {
    const onProgress = vi.fn();
    const messages = await fetchTranscript(serverWith(450), 's', onProgress);
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 450 }, (_, index) => index + 1));
    expect(onProgress.mock.calls).toEqual([[200], [400]]);
  });

  it('is fetched in one go where the talk is short, without a word about it', async () => {
    const api = serverWith(3);
    const onProgress = vi.fn();
    expect(await fetchTranscript(api, 's', onProgress)).toHaveLength(3);
    expect([api.calls.length, onProgress.mock.calls.length]).toEqual([1, 0]);
  });

  it('is none when the session may not be seen', async () => {
    const api = new FakeApi({
      OlderMessages: () => ({ session: { __typename: 'NotFoundError', code: 'NOT_FOUND' } }),
    });
    await expect(fetchTranscript(api, 's')).rejects.toEqual(new RequestFailure('NOT_FOUND'));
  });

  it('names time and author of each line, and marks what is internal or was withheld', () => {
    const text = transcriptText(
      [
        buildMessage(1, { text: '您好\n请问' }),
        buildMessage(2, { author: 'AGENT', authorName: 'Lin', agentName: 'Wang', text: 'hello' }),
        buildMessage(3, {
          author: 'SYSTEM',
          notice: 'TRANSFER_NOTE',
          agentName: 'Lin',
          text: 'be kind',
          isInternal: true,
        }),
        buildMessage(4, { text: 'still there', isWithheld: true }),
        buildMessage(5, { text: '', attachment: buildAttachment('map') }),
        buildMessage(6, {
          text: '请看',
          attachment: buildAttachment('price', { kind: 'FILE', name: '价目.pdf' }),
        }),
        buildMessage(7, { text: '' }),
        buildMessage(8, { author: 'SYSTEM', scriptKind: 'NUDGE', text: '您还在吗' }),
      ],
      '10001',
    );
    const lines = text.split('\n').map((line) => line.replace(/^\[[^\]]+\] /, ''));
    expect(lines).toEqual([
      '10001: 您好',
      '请问',
      'Wang · as Lin: hello',
      'The system (Internal): Note from Lin: be kind',
      '10001 (Came during do-not-disturb): still there',
      '10001: [Image map.png]',
      '10001: [File 价目.pdf] 请看',
      expect.stringMatching(/^10001: .*(erased|deleted)/i),
      'Automatic reply: 您还在吗',
    ]);
    expect(text).toMatch(/^\[.*2026.*\] 10001/);
  });
});
