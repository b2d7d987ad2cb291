import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';
import { AttachmentTray } from '#lib/attachment/attachmentTray.svelte.ts';
import type { ClientLimitsFragment } from '#lib/gql/generated.ts';
import { ComposerState } from '#lib/message/composerState.svelte.ts';
import { DraftState } from '#lib/message/draftState.svelte.ts';
import { OutboxState } from '#lib/message/outboxState.svelte.ts';
import { OutboxStore } from '#lib/message/outboxStore.ts';
import { TypingSignaller } from '#lib/message/typingSignaller.ts';
import { InputMethodGuard } from '#lib/ui/inputMethodGuard.ts';
import { buildAttachment, MemoryStorage } from './build.ts';
import { FakeApi } from './fakeApi.ts';

const limits: ClientLimitsFragment = {
  __typename: 'Limits',
  messageMaxLength: 20,
  searchMaxLength: 100,
  suggestionMinLength: 2,
  suggestionMaxLength: 200,
  typingIntervalMs: 3_000,
  typingTimeoutMs: 6_000,
  draftMaxLength: 100,
  mentionsPerNote: 10,
  watchingIntervalMs: 20_000,
  overdueSeconds: 60,
  queuePollMs: 10_000,
  attachmentMaxBytes: 1_000,
};

function build(storage = new MemoryStorage(), canSend = () => true) {
  const never = () => new Promise<never>(() => undefined);
  const api = new FakeApi({ SendMessage: never, WriteNote: never });
  const outbox = new OutboxState({ api, store: new OutboxStore(new MemoryStorage(), 'me') });
  const drafts = new DraftState(storage, 'me');
  const tray = new AttachmentTray(
    { sendFile: () => new Promise(() => undefined), maxBytes: 1 },
    storage,
    'me',
  );
  const signaller = new TypingSignaller({ signal: () => undefined, intervalMs: 1, timeoutMs: 1 });
  const composerOf = (sessionId: string) =>
    new ComposerState({ sessionId, limits, drafts, outbox, tray, signaller, canSend });
  return { outbox, composerOf, storage };
}

describe('the composer', () => {
  it('keeps the draft of each session, over a reload too', () => {
    const { composerOf, storage } = build();
    composerOf('a').change('您好');
    composerOf('b').change('再见');

    expect(composerOf('a').text).toBe('您好');
    expect(build(storage).composerOf('b').text).toBe('再见');
  });

  it('hands the text to the outbox and is empty afterwards', () => {
    const { composerOf, outbox, storage } = build();
    const composer = composerOf('a');
    composer.change('  您好\n请问 ');
    composer.send();

    expect(outbox.entries.map(({ text }) => text)).toEqual(['您好\n请问']);
    expect([composer.text, storage.getItem('dukou.draft.me.a')]).toEqual(['', null]);
  });

  it('writes what is a note for colleagues alone, and stays at notes', () => {
    const { composerOf, outbox, storage } = build();
    const composer = composerOf('a');
    composer.change('@林 请看');
    composer.changeKind(true);
    composer.mentionedIn = () => ['lin'];
    expect(build(storage).composerOf('a')).toMatchObject({ text: '@林 请看', isNote: true });
    composer.send();

    expect(outbox.entries).toMatchObject([{ text: '@林 请看', note: { mentionedAgentIds: ['lin'] } }]);
    expect(composer.isNote).toBe(true);
    composer.changeKind(false);
    composer.change('您好');
    composer.send();
    expect(outbox.entries.at(-1)).toMatchObject({ text: '您好', note: null });
  });

  it('can write nothing but notes where one may not send', () => {
    const { composerOf, outbox } = build(new MemoryStorage(), () => false);
    const composer = composerOf('a');
    composer.change('well done');
    composer.changeKind(false);
    composer.send();
    expect(outbox.entries).toMatchObject([{ note: { mentionedAgentIds: [] } }]);
  });

  it('sends nothing that is empty or too long, and keeps it', () => {
    const { composerOf, outbox } = build();
    const composer = composerOf('a');
    for (const text of ['', '  \n ', '啊'.repeat(21)]) {
      composer.change(text);
      composer.send();
      expect(composer.text).toBe(text);
    }

    expect(outbox.entries).toEqual([]);
    expect([composer.isTooLong, composer.charactersLeft]).toEqual([true, -1]);
  });

  it('counts characters as their writer does, and says when few are left', () => {
    const { composerOf } = build();
    const composer = composerOf('a');
    composer.change('😀'.repeat(18));
    expect([composer.charactersLeft, composer.isNearLimit]).toEqual([2, false]);
    composer.change('😀'.repeat(19));
    expect([composer.charactersLeft, composer.isNearLimit, composer.canSend]).toEqual([1, true, true]);
  });
});

describe('an image beside what is written', () => {
  const image = buildAttachment('map');

  it('is kept with the draft of its session, over a reload too, until it is taken away', () => {
    const { composerOf, storage } = build();
    composerOf('a').attach(image);
    expect([composerOf('a').attachment, composerOf('b').attachment]).toEqual([image, null]);
    expect(build(storage).composerOf('a').attachment).toEqual(image);

    composerOf('a').detach();
    expect([composerOf('a').attachment, storage.length]).toEqual([null, 0]);
  });

  it('goes with the text as one message, or alone', () => {
    const { composerOf, outbox, storage } = build();
    const composer = composerOf('a');
    composer.attach(image);
    expect(composer.canSend).toBe(true);
    composer.send();
    composer.send();
    composer.change(' 请看 ');
    composer.attach(image);
    composer.send();

    expect(outbox.entries.map(({ text, attachment }) => [text, attachment?.id])).toEqual([
      ['', 'map'],
      ['请看', 'map'],
    ]);
    const kept = storage.getItem('dukou.draftAttachment.me.a');
    expect([composer.attachment, kept]).toEqual([null, null]);
  });

  it('stays where it is when the text is too long', () => {
    const { composerOf, outbox } = build();
    const composer = composerOf('a');
    composer.attach(image);
    composer.change('啊'.repeat(21));
    composer.send();

    expect([outbox.entries, composer.attachment]).toEqual([[], image]);
  });
});

describe('a text that is put into the composer', () => {
  function field(selectionEnd: number) {
    const done: string[] = [];
    const focus = () => void done.push('focus');
    return {
      done,
      selectionEnd,
      focus,
      setSelectionRange: (from: number | null) => void done.push(`${from}`),
    };
  }

  it('stands where the caret is and takes nothing away; writing goes on behind it', async () => {
    const composer = build().composerOf('a');
    composer.change('您好再见');
    const area = field(2);
    composer.attachField(area);
    composer.insert('，欢迎');
    expect([composer.text, area.done]).toEqual(['您好，欢迎再见', []]);
    await tick();
    await Promise.resolve();

    expect(area.done).toEqual(['focus', '5']);
  });

  it('stands at the end where nobody has been yet, and is sent with what was written', () => {
    const { composerOf, outbox } = build();
    const composer = composerOf('a');
    let sentCount = 0;
    composer.onSent = () => sentCount++;
    composer.change('您好');
    composer.insert('，欢迎');
    composer.send();
    composer.send();

    expect([outbox.entries.map(({ text }) => text), sentCount]).toEqual([['您好，欢迎'], 1]);
  });

  it('stands in the place of what was typed when that was only its beginning', () => {
    const composer = build().composerOf('a');
    composer.change('预约');
    composer.replace('预约电话');

    expect(composer.text).toBe('预约电话');
  });

  it('stays, unsent, when it makes the reply too long', () => {
    const { composerOf, outbox } = build();
    const composer = composerOf('a');
    composer.insert('啊'.repeat(21));
    composer.send();

    expect([composer.isTooLong, composer.text.length, outbox.entries]).toEqual([true, 21, []]);
  });
});

describe('a key press', () => {
  const key = (change: Partial<KeyboardEvent>) =>
    ({ isComposing: false, keyCode: 13, timeStamp: 100, ...change }) as KeyboardEvent;

  it('belongs to the input method while it composes, in every browser’s way of saying so', () => {
    const guard = new InputMethodGuard();
    expect(guard.owns(key({ isComposing: true }))).toBe(true);
    expect(guard.owns(key({ keyCode: 229 }))).toBe(true);
  });

  it('belongs to the input method when it was what ended the composition', () => {
    const guard = new InputMethodGuard();
    guard.handleCompositionEnd({ timeStamp: 100 } as CompositionEvent);
    expect(guard.owns(key({ timeStamp: 100 }))).toBe(true);
    expect(guard.owns(key({ timeStamp: 180 }))).toBe(false);
  });
});
