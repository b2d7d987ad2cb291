import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RequestFailure } from '#lib/connection/api.ts';
import { OutboxState } from '#lib/message/outboxState.svelte.ts';
import { OutboxStore } from '#lib/message/outboxStore.ts';
import { buildAttachment, buildMessage, MemoryStorage } from './build.ts';
import { FakeApi, settle } from './fakeApi.ts';

interface SendInput {
  sessionId: string;
  clientId: string;
  text: string;
  attachmentId: string | null;
}
type Answer = (input: SendInput) => unknown;

const stored: Answer = ({ clientId, sessionId, text }) =>
  buildMessage(1, { clientId, sessionId, text, author: 'AGENT', agentId: 'me' });
const unreachable: Answer = () => {
  throw new RequestFailure('NETWORK');
};
const refused =
  (__typename: string, code: string): Answer =>
  () => ({ __typename, code });
const never: Answer = () => new Promise(() => undefined);

let storage: MemoryStorage;
let answer: Answer;
let api: FakeApi;

beforeEach(() => {
  vi.useFakeTimers();
  storage = new MemoryStorage();
  answer = stored;
  api = new FakeApi({
    SendMessage: async ({ input }) => ({ sendMessage: await answer(input as SendInput) }),
  });
});
afterEach(() => void vi.useRealTimers());

const open = () =>
  new OutboxState({ api, store: new OutboxStore(storage, 'me'), pauseMs: (retries) => 1_000 * 2 ** retries });
const sentTexts = () => api.callsOf('SendMessage').map(({ input }) => (input as SendInput).text);
const sentIds = () => api.callsOf('SendMessage').map(({ input }) => (input as SendInput).clientId);

describe('the outbox', () => {
  it('lets go of a message only when it has arrived', async () => {
    answer = never;
    const outbox = open();
    outbox.send('s', '您好');
    await settle();
    expect(outbox.entries).toHaveLength(1);

    outbox.acknowledge(outbox.entries[0]?.clientId ?? '');
    expect([outbox.entries, storage.length]).toEqual([[], 0]);
  });

  it('sends one message of a session after the other', async () => {
    const outbox = open();
    for (const text of ['1', '2', '3']) outbox.send('s', text);
    expect(sentTexts()).toEqual(['1']);
    await settle();

    expect(sentTexts()).toEqual(['1', '2', '3']);
    expect(outbox.entries).toEqual([]);
  });

  it('does not let one session wait for another', async () => {
    answer = ({ sessionId, ...rest }) => (sessionId === 'slow' ? never : stored)({ sessionId, ...rest });
    const outbox = open();
    outbox.send('slow', '1');
    outbox.send('s', '2');
    await settle();

    expect(outbox.entries.map(({ text }) => text)).toEqual(['1']);
  });

  it('sends after a reload what had not arrived, with the same id and in order', async () => {
    answer = never;
    const before = open();
    before.send('s', '1');
    before.send('s', '2');
    await settle();
    const [first] = sentIds();
    answer = stored;
    const after = open();
    expect(after.entries.map(({ text }) => text)).toEqual(['1', '2']);
    after.flush();
    await settle();

    expect(sentTexts()).toEqual(['1', '1', '2']);
    expect(sentIds()[1]).toBe(first);
    expect([after.entries, storage.length]).toEqual([[], 0]);
  });

  it('tries again with growing pauses while the server is out of reach, and keeps the order', async () => {
    answer = unreachable;
    const outbox = open();
    outbox.send('s', '1');
    outbox.send('s', '2');
    await settle();
    expect(outbox.entries.map(({ status }) => status)).toEqual(['WAITING', 'SENDING']);
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(sentTexts()).toEqual(['1', '1']);
    answer = stored;
    await vi.advanceTimersByTimeAsync(1);

    expect(sentTexts()).toEqual(['1', '1', '1', '2']);
    expect(outbox.entries).toEqual([]);
  });

  it('sends an image again too, after a reload and over a lost line, with what was written', async () => {
    answer = unreachable;
    open().send('s', '请看', buildAttachment('map'));
    await settle();
    const outbox = open();
    expect(outbox.entries.map(({ attachment }) => attachment?.name)).toEqual(['map.png']);
    answer = stored;
    outbox.flush();
    await settle();

    const sent = api.callsOf('SendMessage').map(({ input }) => input as SendInput);
    expect(sent.map(({ text, attachmentId }) => [text, attachmentId])).toEqual([
      ['请看', 'map'],
      ['请看', 'map'],
    ]);
    expect(new Set(sentIds()).size).toBe(1);
    expect([outbox.entries, storage.length]).toEqual([[], 0]);
  });

  it('tries at once when the line is back', async () => {
    answer = unreachable;
    const outbox = open();
    outbox.send('s', '1');
    await settle();
    answer = stored;
    outbox.flush();
    await settle();

    expect(outbox.entries).toEqual([]);
  });

  it.each([
    ['SessionEndedError', 'SESSION_ENDED'],
    ['NotAllowedError', 'NOT_ALLOWED'],
    ['InvalidInputError', 'INVALID_INPUT'],
  ])('keeps a message that is refused as %s, says why, and goes on', async (__typename, code) => {
    answer = ({ text, ...rest }) => (text === '1' ? refused(__typename, code) : stored)({ text, ...rest });
    const outbox = open();
    outbox.send('s', '1');
    outbox.send('s', '2');
    await settle();

    expect(outbox.entries.map((entry) => [entry.text, entry.status, entry.code])).toEqual([
      ['1', 'FAILED', code],
    ]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sentTexts()).toEqual(['1', '2']);
  });

  it('sends a refused message again, or drops it, when the agent says so', async () => {
    answer = refused('SessionEndedError', 'SESSION_ENDED');
    const outbox = open();
    outbox.send('s', '1');
    outbox.send('s', '2');
    await settle();
    const [first, second] = outbox.entries;
    answer = stored;
    outbox.discard(first?.clientId ?? '');
    outbox.retry(second?.clientId ?? '');
    await settle();

    expect(sentTexts()).toEqual(['1', '2', '2']);
    expect([outbox.entries, storage.length]).toEqual([[], 0]);
  });

  it('shows a refusal again after a reload, and does not send it by itself', async () => {
    answer = refused('SessionEndedError', 'SESSION_ENDED');
    open().send('s', '1');
    await settle();
    const outbox = open();
    outbox.flush();
    await settle();

    expect(outbox.entries.map(({ status, code }) => [status, code])).toEqual([['FAILED', 'SESSION_ENDED']]);
    expect(sentTexts()).toEqual(['1']);
  });

  it('keeps everything for the next sign-in when the sign-in is over', async () => {
    answer = refused('NotSignedInError', 'NOT_SIGNED_IN');
    const outbox = open();
    outbox.send('s', '1');
    await vi.advanceTimersByTimeAsync(60_000);

    expect(sentTexts()).toEqual(['1']);
    expect(open().entries.map(({ status }) => status)).toEqual(['SENDING']);
  });

  it('belongs to one agent', async () => {
    answer = never;
    open().send('s', '1');
    const other = new OutboxState({ api, store: new OutboxStore(storage, 'somebody-else') });

    expect(other.entries).toEqual([]);
  });

  it('knows entries of before there were images', async () => {
    const entry = {
      clientId: 'x',
      sessionId: 's',
      text: '您好',
      createdAt: 1,
      status: 'SENDING',
      code: null,
    };
    storage.setItem('dukou.outbox.me.x', JSON.stringify(entry));
    open().flush();
    await settle();

    expect(api.callsOf('SendMessage')).toEqual([
      { input: { sessionId: 's', clientId: 'x', text: '您好', attachmentId: null } },
    ]);
  });

  it('survives what others left in the storage', () => {
    storage.setItem('dukou.outbox.me.x', '{"clientId":1}');
    storage.setItem('dukou.outbox.me.y', 'not json');

    expect(open().entries).toEqual([]);
  });
});
