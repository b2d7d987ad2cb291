import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TypingSignaller } from '#lib/message/typingSignaller.ts';
import { TypingState, type TypingSignal } from '#lib/message/typingState.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const visitor: TypingSignal = {
  author: 'VISITOR',
  agentId: null,
  authorName: null,
  agentName: null,
  isTyping: true,
};
const colleague: TypingSignal = {
  author: 'AGENT',
  agentId: 'wang',
  authorName: '林',
  agentName: '王',
  isTyping: true,
};

describe('who types', () => {
  const writers = (typing: TypingState) => typing.writers.map(({ author }) => author);

  it('is shown until the time is over', () => {
    const typing = new TypingState('me', 6_000);
    typing.apply(visitor);
    vi.advanceTimersByTime(5_000);
    typing.apply(visitor);
    vi.advanceTimersByTime(5_999);
    expect(writers(typing)).toEqual(['VISITOR']);
    vi.advanceTimersByTime(1);
    expect(writers(typing)).toEqual([]);
  });

  it('is shown for each writer, and never for oneself', () => {
    const typing = new TypingState('me', 6_000);
    typing.apply(visitor);
    typing.apply(colleague);
    typing.apply({ ...colleague, agentId: 'me' });
    expect(writers(typing)).toEqual(['VISITOR', 'AGENT']);
    typing.apply({ ...visitor, isTyping: false });
    expect(writers(typing)).toEqual(['AGENT']);
  });

  it('collides with what one writes oneself only when it is a colleague', () => {
    const typing = new TypingState('me', 6_000);
    typing.apply(visitor);
    expect(typing.colleagues).toEqual([]);
    typing.apply(colleague);
    expect(typing.colleagues.map(({ agentName }) => agentName)).toEqual(['王']);
  });

  it('is over with the message', () => {
    const typing = new TypingState('me', 6_000);
    typing.apply(visitor);
    typing.stop({ author: 'VISITOR', agentId: null });
    expect(writers(typing)).toEqual([]);
  });
});

describe('that the agent types', () => {
  function build() {
    const signals: boolean[] = [];
    const signaller = new TypingSignaller({
      signal: (isTyping) => signals.push(isTyping),
      intervalMs: 3_000,
      timeoutMs: 6_000,
    });
    return { signals, signaller };
  }

  it('is said at most once per interval', () => {
    const { signals, signaller } = build();
    for (let key = 0; key < 7; key++) {
      signaller.handleInput('您好');
      vi.advanceTimersByTime(1_000);
    }
    expect(signals).toEqual([true, true, true]);
  });

  it('is taken back when the text is, or when nothing more is typed', () => {
    const { signals, signaller } = build();
    signaller.handleInput('您');
    signaller.handleInput('');
    signaller.handleInput('您');
    vi.advanceTimersByTime(6_000);
    expect(signals).toEqual([true, false, true, false]);
  });

  it('needs no taking back when the text was sent', () => {
    const { signals, signaller } = build();
    signaller.handleInput('您好');
    signaller.reset();
    vi.advanceTimersByTime(60_000);
    signaller.handleInput('再');
    expect(signals).toEqual([true, true]);
  });

  it('is not said of white space', () => {
    const { signals, signaller } = build();
    signaller.handleInput('  ');
    expect(signals).toEqual([]);
  });
});
