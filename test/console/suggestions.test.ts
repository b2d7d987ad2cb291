import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { RequestFailure } from '#lib/connection/api.ts';
import { matchIn } from '#lib/suggestion/suggestionRules.ts';
import { SuggestionState, type Suggestion } from '#lib/suggestion/suggestionState.svelte.ts';
import { InputMethodGuard } from '#lib/ui/inputMethodGuard.ts';
import { FakeApi, pending, settle } from './fakeApi.ts';

const sent = (text: string): Suggestion => ({
  __typename: 'Suggestion',
  text,
  title: null,
  source: 'HISTORY',
  replyId: null,
  attachment: null,
});
const reply = (replyId: string, text: string): Suggestion => ({
  ...sent(text),
  title: replyId,
  source: 'QUICK_REPLY',
  replyId,
});

function build(find: (text: string) => Suggestion[] | Promise<Suggestion[]> = (text) => [sent(`${text}吗`)]) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const api = new FakeApi({
    Suggestions: async ({ text }) => ({ suggestions: await find(text as string) }),
  });
  const accepted: Suggestion[] = [];
  const inputMethod = new InputMethodGuard();
  const suggestions = new SuggestionState({
    api,
    limits: { suggestionMinLength: 2, suggestionMaxLength: 200 },
    inputMethod,
    fill: (text) => text.replace('{{agent.name}}', '李'),
    onAccept: (row) => void accepted.push(row),
  });
  const type = async (text: string, isComposing = false) => {
    suggestions.handleInput(text, isComposing);
    await vi.advanceTimersByTimeAsync(120);
  };
  const press = (key: string, change: object = {}) => {
    const preventDefault = vi.fn();
    const isUsed = suggestions.handleKey({
      key,
      timeStamp: 10,
      preventDefault,
      ...change,
    } as unknown as KeyboardEvent);
    expect(preventDefault).toHaveBeenCalledTimes(isUsed ? 1 : 0);
    return isUsed;
  };
  const asked = () => api.callsOf('Suggestions').map(({ text }) => text);
  const texts = () => suggestions.rows.map(({ text }) => text);
  return { suggestions, inputMethod, accepted, type, press, asked, texts };
}

describe('what is suggested while typing', () => {
  it('is asked for from two characters on, once typing pauses', async () => {
    const { suggestions, type, asked } = build();
    suggestions.handleInput('预', false);
    suggestions.handleInput('预约', false);
    await vi.advanceTimersByTimeAsync(119);
    expect(asked()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect([asked(), suggestions.isOpen]).toEqual([['预约'], true]);

    for (const text of ['', ' a ', '   ', 'one\ntwo', '长'.repeat(201), '🙂']) await type(text);
    expect([asked(), suggestions.isOpen]).toEqual([['预约'], false]);
    await type('长'.repeat(200));
    await type('🙂🙂');
    expect(asked()).toHaveLength(3);
  });

  it('is never an answer that was overtaken, and stays until the next one', async () => {
    const answers = new Map<string, ReturnType<typeof pending<Suggestion[]>>>();
    const { suggestions, type, texts } = build((text) => {
      const answer = pending<Suggestion[]>();
      answers.set(text, answer);
      return answer.promise;
    });
    await type('预约');
    answers.get('预约')?.resolve([sent('预约电话')]);
    await settle();
    await type('预约什');
    await type('预约什么');
    expect([texts(), suggestions.isOpen]).toEqual([['预约电话'], true]);

    answers.get('预约什么')?.resolve([sent('预约什么时间')]);
    await settle();
    answers.get('预约什')?.resolve([sent('预约什')]);
    await settle();
    expect([texts(), suggestions.typed]).toEqual([['预约什么时间'], '预约什么']);
  });

  it('is gone when nothing is found or the line is lost', async () => {
    const { suggestions, type, texts } = build((text) => {
      if (text === 'down') throw new RequestFailure('NETWORK');
      return text === 'none' ? [] : Array.from({ length: 8 }, (_, i) => sent(`${text} ${i}`));
    });
    await type('many');
    expect(texts()).toHaveLength(8);
    await type('none');
    expect(suggestions.isOpen).toBe(false);
    await type('many');
    await type('down');

    expect([suggestions.isOpen, texts()]).toEqual([false, []]);
  });

  it('is neither asked for, shown, chosen nor accepted while an input method composes', async () => {
    const answer = pending<Suggestion[]>();
    const { suggestions, inputMethod, accepted, type, press, asked, texts } = build((text) =>
      text === '预约' ? answer.promise : [sent(`${text}吗`)],
    );
    await type('您好');
    await type('预约');
    suggestions.handleCompositionStart();
    for (const text of ['预约s', '预约sh', '预约shi']) await type(text, true);
    answer.resolve([sent('预约电话')]);
    await settle();
    expect([asked(), texts()]).toEqual([['您好', '预约'], ['您好吗']]);
    for (const key of ['ArrowDown', 'Enter', 'Tab', 'Escape'])
      expect(press(key, { isComposing: true, keyCode: 229 })).toBe(false);
    suggestions.accept(0);
    expect([accepted, suggestions.chosen, suggestions.isOpen]).toEqual([[], null, true]);

    // Safari ends the composition first, and sends the Enter that did it afterwards.
    inputMethod.handleCompositionEnd({ timeStamp: 20 } as CompositionEvent);
    suggestions.handleInput('预约时间', false);
    press('ArrowDown', { timeStamp: 30 });
    expect(press('Enter', { keyCode: 229, timeStamp: 30 })).toBe(false);
    expect(press('Enter', { timeStamp: 19 })).toBe(false);
    await vi.advanceTimersByTimeAsync(120);
    expect([accepted, texts()]).toEqual([[], ['预约时间吗']]);
  });

  it('has nothing chosen at first, so that Enter sends; then the arrows go round, by way of nothing', async () => {
    const { suggestions, type, press } = build(() => [sent('a'), sent('b')]);
    expect(press('ArrowUp')).toBe(false);
    await type('xx');
    expect([suggestions.chosen, press('Enter')]).toEqual([null, false]);
    const chosen = ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp'].map((key) => {
      expect(press(key)).toBe(true);
      return suggestions.chosen;
    });
    expect(chosen).toEqual([0, 1, null, 1, 0]);
    suggestions.handleInput('xxx', false);
    expect(suggestions.chosen).toBeNull();
    for (const key of ['shiftKey', 'ctrlKey', 'altKey', 'metaKey'])
      expect(press('Tab', { [key]: true })).toBe(false);
  });

  it('is put aside by Escape until the text changes', async () => {
    const { suggestions, type, press, asked } = build();
    await type('预约');
    expect(press('Escape')).toBe(true);
    expect([suggestions.isOpen, press('Escape')]).toEqual([false, false]);
    await type('预约');
    expect([suggestions.isOpen, asked()]).toEqual([false, ['预约']]);
    await type('预约时');

    expect(suggestions.isOpen).toBe(true);
  });

  it('stands in the place of what was typed when it is accepted, a quick reply with its variables filled in', async () => {
    const { suggestions, accepted, type, press, asked } = build(() => [
      reply('r', '我是{{agent.name}}'),
      sent('我是{{agent.name}}啊'),
    ]);
    await type('我是');
    press('Tab');
    await type('我是');
    press('ArrowDown');
    press('ArrowDown');
    press('Enter');
    await type('我是');
    suggestions.accept(0);

    expect(accepted.map(({ text, replyId, source }) => [text, replyId, source])).toEqual([
      ['我是李', 'r', 'QUICK_REPLY'],
      ['我是{{agent.name}}啊', null, 'HISTORY'],
      ['我是李', 'r', 'QUICK_REPLY'],
    ]);
    expect(suggestions.isOpen).toBe(false);
    const before = asked().length;
    await type('我是李');
    expect(asked()).toHaveLength(before);
  });

  it('does not come after the field was left, or the text was sent', async () => {
    const { suggestions, type, asked } = build();
    suggestions.handleInput('预约', false);
    suggestions.close();
    await vi.advanceTimersByTimeAsync(1_000);
    suggestions.handleInput('您好', false);
    suggestions.handleSent();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([asked(), suggestions.isOpen]).toEqual([[], false]);
    await type('您好');

    expect(suggestions.isOpen).toBe(true);
  });
});

describe('the part of a suggestion that was typed', () => {
  it('is found whatever its letters’ size, on one line, and seen in a long text too', () => {
    expect(matchIn('请问\nInvisalign 多少钱', 'invisalign')).toEqual({
      before: '请问 ',
      found: 'Invisalign',
      after: ' 多少钱',
    });
    expect(matchIn('预约', 'yy')).toEqual({ before: '预约', found: '', after: '' });
    expect(matchIn(`${'很'.repeat(50)}预约`, '预约').before).toBe(`…${'很'.repeat(12)}`);
    expect(matchIn('İstanbul', 'is').found).toBe('');
  });
});
