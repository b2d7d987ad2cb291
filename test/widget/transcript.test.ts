import { beforeAll, expect, test } from 'vitest';
import { ThreadState } from '../../widget/src/message/threadState.svelte.ts';
import { loadTexts } from '../../widget/src/texts/texts.ts';
import { fetchTalk } from '../../widget/src/transcript/fetchTalk.ts';
import { transcriptText } from '../../widget/src/transcript/transcriptText.ts';
import { buildMessage, buildPage, buildSession } from './buildThread.ts';

beforeAll(() => loadTexts(['en']));

test('the whole talk is saved, also what the thread has not loaded, each message once', async () => {
  const thread = new ThreadState();
  const page = buildPage([5, 6].map((seq) => buildMessage(seq)));
  thread.begin(buildSession(), {
    ...page,
    pageInfo: { ...page.pageInfo, hasPreviousPage: true, startCursor: 'c5' },
  });
  const pages = [
    {
      ...buildPage([3, 4].map((seq) => buildMessage(seq))),
      pageInfo: { hasPreviousPage: true, startCursor: 'c3' },
    },
    {
      ...buildPage([1, 2].map((seq) => buildMessage(seq))),
      pageInfo: { hasPreviousPage: false, startCursor: null },
    },
  ];
  const asked: unknown[] = [];
  const execute = (_: unknown, variables: unknown) => {
    asked.push((variables as { before: string }).before);
    return Promise.resolve({ session: { __typename: 'Session', messages: pages.shift() } } as never);
  };
  const talk = await fetchTalk({ execute }, thread);
  expect([talk.map(({ seq }) => seq), asked]).toEqual([
    [1, 2, 3, 4, 5, 6],
    ['c5', 'c3'],
  ]);
});

test('what cannot be fetched is no talk: nobody takes a part for the whole', async () => {
  const thread = new ThreadState();
  const page = buildPage([buildMessage(5)]);
  thread.begin(buildSession(), {
    ...page,
    pageInfo: { ...page.pageInfo, hasPreviousPage: true, startCursor: 'c' },
  });
  await expect(fetchTalk({ execute: () => Promise.reject(new Error('offline')) }, thread)).rejects.toThrow();
});

test('it says who said what and when, on which day, and which file came', () => {
  const text = transcriptText('Clinic', [
    buildMessage(1, { author: 'VISITOR', text: 'hello', createdAt: '2026-11-22T08:00:00.000Z' }),
    buildMessage(2, {
      author: 'AGENT',
      authorName: 'Dr. Lin',
      text: '',
      createdAt: '2026-11-23T08:00:00.000Z',
      attachment: {
        __typename: 'Attachment',
        id: 'a',
        kind: 'FILE',
        name: 'map.pdf',
        size: 1,
        width: null,
        height: null,
        url: '',
        previewUrl: null,
      },
    }),
  ]);
  expect(text).toContain('Chat with Clinic');
  expect(text).toMatch(/You: hello/);
  expect(text).toMatch(/Dr\. Lin: \[File\] \(map\.pdf\)/);
  expect(text.match(/2026/g)).toHaveLength(2);
});
