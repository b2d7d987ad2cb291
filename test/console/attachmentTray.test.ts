import { describe, expect, it } from 'vitest';
import { AttachmentTray, mostEntries } from '#lib/attachment/attachmentTray.svelte.ts';
import { RequestFailure } from '#lib/connection/api.ts';
import type { FileWatch, SendFile } from '#lib/connection/fileRequest.ts';
import type { ClientLimitsFragment } from '#lib/gql/generated.ts';
import { ComposerState } from '#lib/message/composerState.svelte.ts';
import { DraftState } from '#lib/message/draftState.svelte.ts';
import { OutboxState } from '#lib/message/outboxState.svelte.ts';
import { OutboxStore } from '#lib/message/outboxStore.ts';
import { TypingSignaller } from '#lib/message/typingSignaller.ts';
import { buildAttachment, MemoryStorage } from './build.ts';
import { FakeApi, pending, settle } from './fakeApi.ts';

/** A composer with its tray; a test gives the answers to uploads, one for each file. */
function build(storage = new MemoryStorage()) {
  const sent: { name: string; watch: FileWatch; answer: ReturnType<typeof pending<unknown>> }[] = [];
  const sendFile = ((_document, _variables, _place, { name }, watch) => {
    const answer = pending<unknown>();
    sent.push({ name, watch, answer });
    return answer.promise;
  }) as SendFile;
  const tray = new AttachmentTray({ sendFile, maxBytes: 1_000 }, storage, 'me');
  const api = new FakeApi({ SendMessage: () => new Promise(() => undefined) });
  const outbox = new OutboxState({ api, store: new OutboxStore(new MemoryStorage(), 'me') });
  const drafts = new DraftState(storage, 'me');
  const limits = { messageMaxLength: 20 } as ClientLimitsFragment;
  const signaller = new TypingSignaller({ signal: () => undefined, intervalMs: 1, timeoutMs: 1 });
  const composer = new ComposerState({
    sessionId: 'a',
    limits,
    drafts,
    outbox,
    tray,
    signaller,
    canSend: () => true,
  });
  const finish = async (name: string, answer: unknown = { uploadAttachment: buildAttachment(name) }) => {
    sent.find((one) => one.name === name)?.answer.resolve(answer);
    await settle();
  };
  const messages = () => outbox.entries.map(({ text, attachment }) => [text, attachment?.id]);
  const statuses = () => tray.entriesOf('a').map(({ name, status }) => [name, status]);
  return { tray, composer, sent, finish, messages, statuses, storage };
}
/** How much is kept of what was chosen and written, but for what the server is to be told. */
const keptIn = (storage: MemoryStorage) =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index)).filter(
    (key) => !key?.includes('draftIsUnsaved'),
  ).length;
const file = (name: string, size = 10) => new File(['x'.repeat(size)], name);
const files = (...names: string[]) => names.map((name) => file(name));

describe('files that are chosen together', () => {
  it('are uploaded two at a time and sent in their order, each as a message, the text with the last', async () => {
    const { tray, composer, sent, finish, messages, storage } = build();
    tray.add('a', files('1', '2', '3'));
    expect(sent.map(({ name }) => name)).toEqual(['1', '2']);
    await finish('2');
    await finish('1');
    await finish('3');
    composer.change(' 请看 ');
    composer.send();

    expect(messages()).toEqual([
      ['', '1'],
      ['', '2'],
      ['请看', '3'],
    ]);
    expect([tray.entries, composer.text, composer.canSend, keptIn(storage)]).toEqual([[], '', false, 0]);
  });

  it('can be sent before they are uploaded, and go when the last one is', async () => {
    const { tray, composer, finish, messages } = build();
    tray.add('a', files('1', '2'));
    composer.change('您好');
    composer.send();
    composer.send();
    await finish('2');
    expect([messages(), composer.isSending, composer.canSend]).toEqual([[], true, false]);
    await finish('1');

    expect(messages()).toEqual([
      ['', '1'],
      ['您好', '2'],
    ]);
    expect(composer.isSending).toBe(false);
  });

  it('wait for each other when one is refused, until it is taken away', async () => {
    const { tray, composer, finish, messages, statuses } = build();
    tray.add('a', [file('1'), file('large', 1_001), file('3')]);
    composer.send();
    await settle();
    await finish('1');
    await finish('3');
    expect([messages(), statuses(), composer.canSend]).toEqual([
      [],
      [
        ['1', 'UPLOADED'],
        ['large', 'FAILED'],
        ['3', 'UPLOADED'],
      ],
      false,
    ]);
    expect(tray.entries[1]?.error).toContain('1,000 bytes');
    tray.remove(tray.entries[1]?.id ?? '');
    composer.send();

    expect(messages().map(([, id]) => id)).toEqual(['1', '3']);
  });

  it('of another session stay there', async () => {
    const { tray, composer, finish, messages } = build();
    tray.add('b', files('1'));
    await finish('1');
    composer.change('x');
    composer.send();

    expect(messages()).toEqual([['x', undefined]]);
    expect(tray.entriesOf('b').length).toBe(1);
  });

  it('are at most so many', () => {
    const { tray } = build();
    expect(tray.add('a', files(...Array.from({ length: mostEntries + 5 }, String)))).toBe(5);
    expect(tray.entries.length).toBe(mostEntries);
  });
});

describe('a file on its way', () => {
  it('shows its progress, and can be taken back', async () => {
    const { tray, sent, finish, composer } = build();
    tray.add('a', files('1'));
    sent[0]?.watch.onProgress(0.4);
    expect(tray.entries[0]?.part).toBe(0.4);
    tray.remove(tray.entries[0]?.id ?? '');
    await finish('1');

    expect([sent[0]?.watch.signal.aborted, tray.entries, composer.canSend]).toEqual([true, [], false]);
  });

  it('that fails without the line is tried again when it is back; one that is refused is not', async () => {
    const { tray, sent, finish, statuses } = build();
    tray.add('a', files('1', 'bad'));
    sent[0]?.answer.reject(new RequestFailure('NETWORK'));
    await finish('bad', {
      uploadAttachment: { __typename: 'AttachmentRefusedError', code: 'X', reason: 'INFECTED' },
    });
    expect(tray.entries[1]?.error).toContain('malware');
    tray.recover();
    expect(sent.map(({ name }) => name)).toEqual(['1', 'bad', '1']);
    sent[2]?.answer.resolve({ uploadAttachment: buildAttachment('1') });
    await settle();

    expect(statuses()).toEqual([
      ['1', 'UPLOADED'],
      ['bad', 'FAILED'],
    ]);
  });

  it('is there after a reload once it is uploaded', async () => {
    const { tray, finish, storage } = build();
    tray.add('a', files('1', '2'));
    await finish('1');
    const { composer, messages } = build(storage);
    expect(composer.uploads.map(({ name }) => name)).toEqual(['1.png']);
    composer.send();

    expect(messages()).toEqual([['', '1']]);
    expect(build(storage).tray.entries).toEqual([]);
  });
});
