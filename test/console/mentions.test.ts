import { describe, expect, it } from 'vitest';
import { MentionInput } from '#lib/mention/mentionInput.svelte.ts';
import { matchingMentions, mentionedIn, typedMention } from '#lib/mention/mentionRules.ts';
import { InputMethodGuard } from '#lib/ui/inputMethodGuard.ts';
import { FakeApi, settle } from './fakeApi.ts';

const agents = [
  { id: '1', displayName: '林', avatarUrl: null },
  { id: '2', displayName: '林医生', avatarUrl: null },
  { id: '3', displayName: 'Wang Fang', avatarUrl: null },
];
const key = (name: string) => ({ key: name, preventDefault: () => undefined }) as KeyboardEvent;

function open() {
  const texts: [string, number][] = [];
  const api = new FakeApi({
    MentionableAgents: () => ({ session: { __typename: 'Session', mentionableAgents: agents } }),
  });
  const mentions = new MentionInput({
    api,
    sessionId: 's',
    agentId: '1',
    mostPerNote: 10,
    inputMethod: new InputMethodGuard(),
    onAccept: (text, caret) => texts.push([text, caret]),
  });
  return { mentions, texts, api };
}

describe('calling a colleague in a note', () => {
  it.each([
    ['@', 1, ''],
    ['请@林', 3, '林'],
    ['@wa rest', 3, 'wa'],
    ['a@b', 3, undefined],
    ['@林 请看', 5, undefined],
    ['no at all', 4, undefined],
  ])('is meant in %j with the caret at %i as %j', (text, caret, typed) => {
    expect(typedMention(text, caret)?.typed).toBe(typed);
  });

  it('offers whose name holds what was typed, those first whose begins with it', () => {
    expect(matchingMentions(agents, 'fang').map(({ id }) => id)).toEqual(['3']);
    expect(matchingMentions(agents, '医').map(({ id }) => id)).toEqual(['2']);
  });

  it('means the longer of two names that begin alike, and nobody beyond the limit', () => {
    expect(mentionedIn('@林医生 请看', agents, 10)).toEqual(['2']);
    expect(mentionedIn('@林医生 和 @林', agents, 10)).toEqual(['2', '1']);
    expect(mentionedIn('@林医生 和 @林', agents, 1)).toEqual(['2']);
  });

  it('puts the chosen name in the place of what was typed, and knows then who is called', async () => {
    const { mentions, texts, api } = open();
    mentions.handleInput('请@wa看', 4, false);
    await settle();
    expect(mentions.rows.map(({ id }) => id)).toEqual(['3']);
    expect(mentions.handleKey(key('Enter'))).toBe(true);
    expect(texts).toEqual([['请@Wang Fang 看', 12]]);
    expect(mentions.calledIn('请@Wang Fang 看')).toEqual(['3']);
    expect(mentions.handleKey(key('Enter'))).toBe(false);
    expect(api.callsOf('MentionableAgents')).toHaveLength(1);
  });

  it('does not offer oneself, and closes by Esc and by an input method', async () => {
    const { mentions } = open();
    mentions.handleInput('@林', 2, false);
    await settle();
    expect(mentions.rows.map(({ id }) => id)).toEqual(['2']);
    mentions.handleKey(key('Escape'));
    expect(mentions.isOpen).toBe(false);
    mentions.handleInput('@lin', 4, true);
    await settle();
    expect(mentions.isOpen).toBe(false);
  });
});
