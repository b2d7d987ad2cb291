import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EnterKey, type KeyPress } from '../../widget/src/message/enterKey.ts';
import { linkParts } from '../../widget/src/message/linkParts.ts';
import { TypingSignal } from '../../widget/src/message/typingSignal.ts';

const press = (change: Partial<KeyPress> = {}): KeyPress => ({
  key: 'Enter',
  shiftKey: false,
  isComposing: false,
  keyCode: 13,
  timeStamp: 5_000,
  ...change,
});

describe('Enter', () => {
  it('sends', () => {
    expect(new EnterKey().sends(press())).toBe(true);
  });

  it.each([
    ['with Shift, which breaks the line', { shiftKey: true }],
    ['while an input method composes', { isComposing: true }],
    ['that the input method took (key code 229)', { keyCode: 229 }],
    ['being another key', { key: 'a' }],
  ])('does not send %s', (_, change) => {
    expect(new EnterKey().sends(press(change))).toBe(false);
  });

  it('does not send when it just ended a composition, as Safari tells it', () => {
    const enterKey = new EnterKey();
    enterKey.compositionEnded(4_998);
    expect(enterKey.sends(press())).toBe(false);
    expect(enterKey.sends(press({ timeStamp: 5_300 }))).toBe(true);
  });
});

describe('links', () => {
  const linksOf = (text: string) => linkParts(text).flatMap((part) => (part.href ? [part.href] : []));

  it.each([
    ['见 https://clinic.example/a?b=1。谢谢', ['https://clinic.example/a?b=1']],
    ['https://clinic.example/挂号看这里', ['https://clinic.example/']],
    ['(see www.clinic.example).', ['https://www.clinic.example/']],
    ['HTTP://A.example and https://b.example', ['http://a.example/', 'https://b.example/']],
    ['javascript:alert(1) data:text/html,x ftp://a.example', []],
    ['http:// and https://', []],
    ['no address here', []],
  ])('in “%s”', (text, links) => {
    expect(linksOf(text)).toEqual(links);
  });

  it('leave every character of the text where it was', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('https://a.example/b,', ' www.x.example。', '\n'));
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const parts = linkParts(words.join(''));
        expect(parts.map((part) => part.text).join('')).toBe(words.join(''));
        for (const { href } of parts) if (href) expect(href).toMatch(/^https?:\/\//);
      }),
    );
  });
});

describe('the sign of the visitor’s typing', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is given no more often than the API wants it, and taken back when the draft is emptied', () => {
    const signs: boolean[] = [];
    const signal = new TypingSignal(
      (isTyping) => signs.push(isTyping),
      () => ({ typingIntervalMs: 3_000, typingPreview: false }),
    );
    for (let i = 0; i < 7; i++) {
      signal.typed('draft');
      vi.advanceTimersByTime(1_000);
    }
    expect(signs).toEqual([true, true, true]);
    signal.typed('');
    signal.typed('');
    expect(signs).toEqual([true, true, true, false]);
  });

  it('is not taken back after sending, which says enough', () => {
    const signs: boolean[] = [];
    const signal = new TypingSignal(
      (isTyping) => signs.push(isTyping),
      () => ({ typingIntervalMs: 3_000, typingPreview: false }),
    );
    signal.typed('draft');
    signal.sent();
    signal.typed('');
    expect(signs).toEqual([true]);
  });

  it('tells each second what is typed where agents see it, and nowhere else', () => {
    const told = (typingPreview: boolean) => {
      const texts: (string | null)[] = [];
      const signal = new TypingSignal(
        (_isTyping, text) => texts.push(text),
        () => ({ typingIntervalMs: 3_000, typingPreview }),
      );
      for (const draft of ['我', '我想', '我想约']) {
        signal.typed(draft);
        vi.advanceTimersByTime(1_000);
      }
      return texts;
    };
    expect(told(true)).toEqual(['我', '我想', '我想约']);
    expect(told(false)).toEqual([null]);
  });
});
