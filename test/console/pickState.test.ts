import { describe, expect, it, vi } from 'vitest';
import { PickState } from '#lib/ui/pickState.svelte.ts';

const names = { a: '林医助 网络咨询部', b: '王医助 网络咨询部', c: 'Chen 门诊部' };

function build(ids: string[] = Object.keys(names)) {
  const options = ids.map((id) => ({ id }));
  const onPick = vi.fn<(option: { id: string }) => void>();
  const pick = new PickState({
    options: () => options,
    textOf: ({ id }) => names[id as keyof typeof names],
    onPick,
  });
  return { pick, options, onPick, picked: () => onPick.mock.calls.map(([{ id }]) => id) };
}

const key = (name: string, change: Partial<KeyboardEvent> = {}) =>
  ({ key: name, keyCode: 0, timeStamp: 100, preventDefault: () => undefined, ...change }) as KeyboardEvent;

describe('a list to choose from', () => {
  it('begins with the first, and stays within its ends', () => {
    const { pick } = build();
    expect(pick.active?.id).toBe('a');
    pick.handleKey(key('ArrowUp'));
    expect(pick.active?.id).toBe('a');
    for (let press = 0; press < 5; press++) pick.handleKey(key('ArrowDown'));
    expect(pick.active?.id).toBe('c');
  });

  it('is searched by several words, whatever their order and capitals', () => {
    const { pick } = build();
    pick.search = '咨询 王';
    expect(pick.shown.map(({ id }) => id)).toEqual(['b']);
    pick.search = 'CHEN';
    expect(pick.active?.id).toBe('c');
    pick.search = 'nobody';
    expect([pick.shown, pick.active]).toEqual([[], null]);
  });

  it('takes the active one with Enter, and nothing where there is none', () => {
    const { pick, picked } = build();
    pick.handleKey(key('ArrowDown'));
    pick.handleKey(key('Enter'));
    pick.search = 'nobody';
    pick.handleKey(key('Enter'));
    expect(picked()).toEqual(['b']);
  });

  it('takes nothing by the Enter or the arrows of an input method', () => {
    const { pick, picked } = build();
    pick.handleKey(key('Enter', { isComposing: true }));
    pick.handleKey(key('ArrowDown', { keyCode: 229 }));
    pick.handleCompositionEnd({ timeStamp: 100 } as CompositionEvent);
    pick.handleKey(key('Enter', { timeStamp: 100 }));
    expect([picked(), pick.active?.id]).toEqual([[], 'a']);
  });
});
