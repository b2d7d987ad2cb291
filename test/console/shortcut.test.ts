import { beforeEach, describe, expect, it, vi } from 'vitest';
import { runShortcut } from '#lib/ui/shortcut.ts';
import { ariaShortcuts, shortcutText } from '#lib/ui/shortcutText.ts';

/** Stands for an element, as far as shortcuts ask it where it is. */
class FakeElement {
  readonly #places: string[];
  constructor(...places: string[]) {
    this.#places = places;
  }
  closest = (selector: string) =>
    selector.split(', ').some((place) => this.#places.includes(place)) ? this : null;
}
vi.stubGlobal('Element', FakeElement);

const run = vi.fn<() => void>();
const entries = [
  { id: 'transfer', label: 'Transfer', shortcut: 'J', run },
  { id: 'replies', label: 'Replies', shortcut: '/', run },
  { id: 'talking', label: 'Talking', shortcut: '2', otherShortcut: 'Alt+Shift+2', run },
  { id: 'next', label: 'Next', shortcut: 'Alt+ArrowDown', run },
  { id: 'rename', label: 'Rename', shortcut: 'F2', run },
  { id: 'keys', label: 'Keys', shortcut: '?', run },
  { id: 'palette', label: 'Palette', shortcut: 'Mod+K', run },
  { id: 'ended', label: 'End', shortcut: 'X', isDisabled: true, run },
];

const press = (change: Partial<KeyboardEvent> & { at?: FakeElement } = {}) => {
  const { at = new FakeElement(), ...rest } = change;
  const event = {
    key: 'j',
    code: 'KeyJ',
    keyCode: 74,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    target: at,
    preventDefault: () => undefined,
    ...rest,
  };
  return runShortcut(event as unknown as KeyboardEvent, () => entries, false);
};

beforeEach(() => void run.mockClear());

describe('a shortcut', () => {
  const composer = () => new FakeElement('textarea');

  it('is a letter where nothing is written', () => {
    expect(press()).toBe(true);
    expect(run).toHaveBeenCalledTimes(1);
    expect(press({ key: 'q', code: 'KeyQ' })).toBe(false);
  });

  it('is a letter to be written in a text field, and takes Alt there', () => {
    expect(press({ at: composer() })).toBe(false);
    expect(press({ at: composer(), altKey: true })).toBe(true);
  });

  it('is found by its place where Alt makes another character of it', () => {
    expect(press({ key: '∆', altKey: true, at: composer() })).toBe(true);
    expect(press({ key: 'о', code: 'KeyJ' })).toBe(true);
  });

  it('is found by its letter on keyboards that have it elsewhere', () => {
    expect(press({ key: 'j', code: 'KeyC' })).toBe(true);
    expect(press({ key: 'c', code: 'KeyJ' })).toBe(false);
  });

  it('can be a slash, also where Alt makes ÷ of it, but not another key in its place', () => {
    expect(press({ key: '/', code: 'Slash' })).toBe(true);
    expect(press({ key: '÷', code: 'Slash', altKey: true, at: composer() })).toBe(true);
    expect(press({ key: '-', code: 'Slash' })).toBe(false);
    expect(press({ key: '/', code: 'Slash', at: composer() })).toBe(false);
  });

  it('is none while an input method composes', () => {
    expect(press({ isComposing: true, altKey: true })).toBe(false);
    expect(press({ keyCode: 229, altKey: true })).toBe(false);
  });

  it('is none with other keys held, or while it is held itself', () => {
    for (const held of ['ctrlKey', 'metaKey', 'shiftKey', 'repeat'])
      expect(press({ [held]: true })).toBe(false);
  });

  it('is none in a menu or a dialog, which have keys of their own', () => {
    expect(press({ at: new FakeElement('[role="menu"]') })).toBe(false);
    expect(press({ at: new FakeElement('[role="dialog"]', 'textarea'), altKey: true })).toBe(false);
  });
});

describe('a shortcut that is more than a letter', () => {
  const composer = () => new FakeElement('textarea');

  it('can be a digit alone, and with Alt and Shift where something is written, whatever character that makes', () => {
    expect(press({ key: '2', code: 'Digit2' })).toBe(true);
    expect(press({ key: '2', code: 'Digit2', at: composer() })).toBe(false);
    expect(press({ key: '2', code: 'Digit2', altKey: true })).toBe(false);
    expect(press({ key: '@', code: 'Digit2', altKey: true, shiftKey: true, at: composer() })).toBe(true);
  });

  it('counts while something is written when it needs Alt, or is a function key', () => {
    const down = { key: 'ArrowDown', code: 'ArrowDown' };
    expect(press({ ...down, altKey: true, at: composer() })).toBe(true);
    expect(press(down)).toBe(false);
    expect(press({ ...down, altKey: true, at: new FakeElement('select') })).toBe(false);
    expect(press({ key: 'F2', code: 'F2', at: composer() })).toBe(true);
  });

  it('can be a question mark, wherever the keyboard has it', () => {
    expect(press({ key: '?', code: 'Slash', shiftKey: true })).toBe(true);
    expect(press({ key: '?', code: 'Minus', shiftKey: true })).toBe(true);
    expect(press({ key: '?', code: 'Slash', shiftKey: true, at: composer() })).toBe(false);
  });

  it('does nothing where what it is for cannot be done', () => {
    expect(press({ key: 'x', code: 'KeyX' })).toBe(false);
  });

  it('is shown as it stands on the keyboard, and told to assistive technology in all its forms', () => {
    const shown = (isMac: boolean) =>
      ['Mod+K', 'Alt+ArrowDown', 'Alt+Shift+2', 'F2'].map((one) => shortcutText(one, isMac));
    expect(shown(false)).toEqual(['Ctrl K', 'Alt ↓', 'Alt Shift 2', 'F2']);
    expect(shown(true)).toEqual(['⌘K', '⌥↓', '⌥⇧2', 'F2']);
    expect(['Mod+K', 'J', '2'].map((one) => ariaShortcuts(one, false))).toEqual([
      'Control+K',
      'J Alt+J',
      '2',
    ]);
  });
});

describe('a command of the whole page', () => {
  const field = new FakeElement('input', 'textarea');
  const command = (change: Partial<KeyboardEvent> & { at?: FakeElement }, isMac: boolean) => {
    const { at = field, ...rest } = change;
    const event = {
      key: 'k',
      code: 'KeyK',
      keyCode: 75,
      altKey: false,
      ctrlKey: false,
      metaKey: false,
      shiftKey: false,
      target: at,
      preventDefault: () => undefined,
      ...rest,
    };
    return runShortcut(event as unknown as KeyboardEvent, () => entries, isMac);
  };

  it('is a letter with Ctrl, or with ⌘ on a Mac, where Ctrl is the text field’s; also while writing', () => {
    expect(command({ ctrlKey: true }, false)).toBe(true);
    expect(command({ metaKey: true }, true)).toBe(true);
    expect(command({ ctrlKey: true }, true)).toBe(false);
    expect(command({ metaKey: true }, false)).toBe(false);
    expect(command({}, false)).toBe(false);
  });

  it('is none with other keys held, over a dialog, or while an input method composes', () => {
    for (const held of ['altKey', 'shiftKey', 'repeat', 'isComposing', 'defaultPrevented'])
      expect(command({ ctrlKey: true, [held]: true }, false)).toBe(false);
    expect(command({ ctrlKey: true, at: new FakeElement('[role="dialog"]') }, false)).toBe(false);
    expect(command({ ctrlKey: true, key: 'j', code: 'KeyJ' }, false)).toBe(false);
  });
});
