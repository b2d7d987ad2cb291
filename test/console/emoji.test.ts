import { describe, expect, it } from 'vitest';
import { EmojiPanelState } from '#lib/emoji/emojiPanelState.svelte.ts';
import { isJumbo } from '#lib/emoji/jumboEmoji.ts';
import { stickers } from '#lib/emoji/stickers.ts';
import { isJumbo as isJumboToVisitors } from '../../widget/src/message/jumboEmoji.ts';

describe('a message', () => {
  it.each([...stickers, '👍🏽', '👨‍👩‍👧', '🇨🇳', '☝🏽', '❤️❤️❤️', '😀 😀', '👩🏽‍⚕️'])(
    'that is nothing but %s is large on both sides',
    (text) => {
      expect([isJumbo(text), isJumboToVisitors(text)]).toEqual([true, true]);
    },
  );

  it.each(['', '好', '👍好', '1', '#', '*', '©', '123', '13800138000', '😀😀😀😀', '👍'.repeat(500)])(
    'that is %j is not',
    (text) => {
      expect([isJumbo(text), isJumboToVisitors(text)]).toEqual([false, false]);
    },
  );
});

describe('the emoji', () => {
  it('are fetched when they are asked for, and again after a failure', async () => {
    const picker = {} as HTMLElement;
    const answers = [Promise.reject(new Error('offline')), Promise.resolve(picker)];
    const asked: string[] = [];
    const panel = new EmojiPanelState((locale) => {
      asked.push(locale);
      return answers.shift() ?? Promise.reject(new Error('too often'));
    });
    expect(asked).toEqual([]);
    await panel.load('en');
    expect([panel.status, panel.picker]).toEqual(['failed', null]);
    await panel.load('en');
    expect([panel.status, panel.picker]).toEqual(['ready', picker]);
  });
});
