import { beforeEach, describe, expect, it, vi } from 'vitest';
import { PaneWidth } from '#lib/ui/paneWidth.svelte.ts';

const kept = new Map<string, string>();
vi.stubGlobal('localStorage', {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
});

const make = () => new PaneWidth({ key: 'width', usual: 300, least: 200, most: 500 });
const press = (pane: PaneWidth, key: string, grows: 1 | -1 = 1, shiftKey = false) => {
  const preventDefault = vi.fn();
  pane.handleKey({ key, shiftKey, preventDefault }, grows);
  return preventDefault.mock.calls.length > 0;
};

beforeEach(() => kept.clear());

describe('the width of a pane', () => {
  it('follows the pointer within its limits, and is remembered when it lets go', () => {
    const pane = make();
    pane.resizeTo(412.6);
    expect([pane.current, make().current]).toEqual([413, 300]);
    pane.settle();
    expect(make().current).toBe(413);
    pane.resizeTo(9_000);
    expect(pane.current).toBe(500);
    pane.resizeTo(-1);
    expect(pane.current).toBe(200);
  });

  it('changes with the arrow keys, in the direction in which the pane lies', () => {
    const pane = make();
    expect(press(pane, 'ArrowRight')).toBe(true);
    expect(pane.current).toBe(316);
    press(pane, 'ArrowRight', -1, true);
    expect(pane.current).toBe(252);
    press(pane, 'End');
    expect(make().current).toBe(500);
    press(pane, 'Home');
    expect(pane.current).toBe(200);
    expect([press(pane, 'Tab'), pane.current]).toEqual([false, 200]);
  });

  it('goes back to what is usual with a double click or Enter, and nothing is remembered then', () => {
    const pane = make();
    press(pane, 'End');
    press(pane, 'Enter');
    expect([pane.current, kept.size]).toEqual([300, 0]);
    press(pane, 'End');
    pane.reset();
    expect([pane.current, kept.size]).toEqual([300, 0]);
  });

  it('is the usual one where the browser kept nonsense or keeps nothing', () => {
    kept.set('width', 'wide');
    expect(make().current).toBe(300);
    kept.set('width', '90000');
    expect(make().current).toBe(500);
  });
});
