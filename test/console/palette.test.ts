import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Command, CommandGroup } from '#lib/command/command.ts';
import { matchOf } from '#lib/command/commandMatch.ts';
import { PaletteState } from '#lib/command/paletteState.svelte.ts';
import { MemoryStorage } from './build.ts';
import { RecentCommands } from '#lib/command/recentCommands.ts';
import { sheetSections } from '#lib/command/sheetSections.ts';
import { pinyinInitials } from '#lib/ui/pinyinInitials.ts';
import { pending, settle } from './fakeApi.ts';

const command = (
  id: string,
  label: string,
  group: CommandGroup = 'session',
  more: Partial<Command> = {},
) => ({
  id,
  label,
  group,
  run: () => undefined,
  ...more,
});

const all = [
  command('transfer', '转接'),
  command('end', '结束会话', 'session', { shortcut: 'X' }),
  command('next', '下一个会话', 'move', { shortcut: 'Alt+ArrowDown' }),
  command('settings', '设置：站点', 'go'),
  command('away', '把状态设为“离开”', 'status', { keywords: '交接' }),
];

const setUp = (change: Partial<ConstructorParameters<typeof PaletteState>[0]> = {}) => {
  const storage = new MemoryStorage();
  const chosen: string[] = [];
  const palette = new PaletteState({
    offer: () => ({
      commands: all,
      sessions: [command('session-a', '欧阳晓芳', 'move')],
      colleagues: [command('colleague-lin', '林医助的会话', 'go')],
    }),
    findSessions: () => Promise.resolve([]),
    searchFor: (search) => command('search-for', `Search for ${search}`, 'go'),
    recent: new RecentCommands(storage, 'me'),
    onChoose: ({ id }) => chosen.push(id),
    ...change,
  });
  const type = (text: string) => {
    palette.pick.search = text;
    palette.handleInput();
  };
  const press = (key: string) =>
    palette.pick.handleKey({ key, timeStamp: 1, preventDefault: () => undefined } as KeyboardEvent);
  const shown = () => palette.pick.shown.map(({ id }) => id);
  return { palette, storage, chosen, type, press, shown };
};

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

describe('the palette', () => {
  it('offers everything before anything is typed, in groups', () => {
    const { palette, shown } = setUp();
    expect(palette.sections.map(({ id }) => id)).toEqual(['session', 'move', 'go', 'status']);
    expect(shown()).toEqual(['transfer', 'end', 'next', 'settings', 'away']);
  });

  it('finds by word, by the first letters of the pinyin, and by other words, the best first', () => {
    const { type, shown } = setUp();
    type('jshh');
    expect(shown()).toEqual(['end', 'search-for']);
    type('会话');
    expect(shown().slice(0, 2)).toEqual(['end', 'next']);
    type('jj');
    expect(shown()).toEqual(['away', 'search-for']);
    type('oyxf');
    expect(shown()).toEqual(['session-a', 'search-for']);
    type('lyz');
    expect(shown()).toEqual(['colleague-lin', 'search-for']);
  });

  it('runs what fits best with Enter, after the arrows what they are at, and begins anew with each letter', () => {
    const { type, press, chosen } = setUp();
    type('会话');
    press('ArrowDown');
    press('Enter');
    type('jsh');
    press('Enter');
    expect(chosen).toEqual(['next', 'end']);
  });

  it('puts first what was chosen lately, also after a reload, but never a session', () => {
    const { press, type, chosen, storage } = setUp();
    type('xyg');
    press('Enter');
    type('oyxf');
    press('Enter');
    expect(chosen).toEqual(['next', 'session-a']);
    const { palette } = setUp({ recent: new RecentCommands(storage, 'me') });
    expect(palette.sections[0]?.commands.map(({ id }) => id)).toEqual(['next']);
    expect(palette.sections.filter(({ commands }) => commands.some(({ id }) => id === 'next'))).toHaveLength(
      1,
    );
    expect(new RecentCommands(storage, 'somebody else').all).toEqual([]);
  });

  it('adds the sessions that the server finds, behind what is known, and only for the words that stand there', async () => {
    const [first, second] = [pending<Command[]>(), pending<Command[]>()];
    const answers = [first, second];
    const asked: string[] = [];
    const { type, shown, press, chosen } = setUp({
      findSessions: (search) => {
        asked.push(search);
        return answers.shift()?.promise ?? Promise.resolve([]);
      },
    });
    type('晓');
    await vi.advanceTimersByTimeAsync(500);
    type('晓芳');
    await vi.advanceTimersByTimeAsync(500);
    first.resolve([command('session-old', '李晓')]);
    await settle();
    expect(shown()).toEqual(['session-a', 'search-for']);
    second.resolve([command('session-a', '欧阳晓芳'), command('session-b', '王晓芳')]);
    await settle();
    expect(shown()).toEqual(['session-a', 'session-b', 'search-for']);
    expect(asked).toEqual(['晓', '晓芳']);
    press('Enter');
    expect(chosen).toEqual(['session-a']);
  });

  it('finds what is known here when the server does not answer', async () => {
    const { type, shown } = setUp({ findSessions: () => Promise.reject(new Error('offline')) });
    type('欧阳');
    await vi.advanceTimersByTimeAsync(500);
    expect(shown()).toEqual(['session-a', 'search-for']);
  });
});

describe('a search among commands', () => {
  it('must find each of its words', () => {
    const label = { label: 'End the session', keywords: 'close' };
    expect(matchOf(label, 'session end')).toBeGreaterThan(0);
    expect(matchOf(label, 'close')).toBeGreaterThan(0);
    expect(matchOf(label, 'session start')).toBe(0);
    expect(matchOf(label, 'end')).toBeGreaterThan(matchOf(label, 'sess'));
  });

  it('knows the first letters of the pinyin, and leaves other letters alone', () => {
    expect(['预约', '转接 VIP', '诸葛文静', '5号'].map(pinyinInitials)).toEqual([
      'yy',
      'zj vip',
      'zgwj',
      '5h',
    ]);
  });
});

describe('the sheet of all keys', () => {
  it('has each key once, also of what cannot be done now, and can be searched', () => {
    const commands = [...all, command('lift', '解除勿扰', 'session', { shortcut: 'X', isDisabled: true })];
    expect(sheetSections(commands, '').flatMap(({ lines }) => lines.map(({ id }) => id))).toEqual([
      'end',
      'next',
    ]);
    expect(sheetSections(commands, '下一个').map(({ id }) => id)).toEqual(['move']);
    expect(sheetSections(commands, 'nothing')).toEqual([]);
  });
});
