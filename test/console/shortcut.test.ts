import { beforeEach, describe, expect, it, vi } from 'vitest';
import { commandText, isCommand, runShortcut } from '#lib/ui/shortcut.ts';

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
];

const press = (change: Partial<KeyboardEvent> & { at?: FakeElement } = {}) => {
  const { at = new FakeElement(), ...rest } = change;
  const event = { key: 'j', code: 'KeyJ', keyCode: 74, target: at, preventDefault: () => undefined, ...rest };
  return runShortcut(event as unknown as KeyboardEvent, entries);
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

describe('a command of the whole page', () => {
  const field = new FakeElement('input', 'textarea');
  const command = (change: Partial<KeyboardEvent> & { at?: FakeElement }, isMac: boolean) => {
    const { at = field, ...rest } = change;
    const event = {
      key: 'k',
      code: 'KeyK',
      keyCode: 75,
      ctrlKey: false,
      metaKey: false,
      target: at,
      ...rest,
    };
    return isCommand(event as unknown as KeyboardEvent, 'K', isMac);
  };

  it('is a letter with Ctrl, or with ⌘ on a Mac, where Ctrl is the text field’s; also while writing', () => {
    expect(command({ ctrlKey: true }, false)).toBe(true);
    expect(command({ metaKey: true }, true)).toBe(true);
    expect(command({ ctrlKey: true }, true)).toBe(false);
    expect(command({ metaKey: true }, false)).toBe(false);
    expect(command({}, false)).toBe(false);
    expect([commandText('K', false), commandText('K', true)]).toEqual(['Ctrl K', '⌘K']);
  });

  it('is none with other keys held, over a dialog, or while an input method composes', () => {
    for (const held of ['altKey', 'shiftKey', 'repeat', 'isComposing', 'defaultPrevented'])
      expect(command({ ctrlKey: true, [held]: true }, false)).toBe(false);
    expect(command({ ctrlKey: true, at: new FakeElement('[role="dialog"]') }, false)).toBe(false);
    expect(command({ ctrlKey: true, key: 'j', code: 'KeyJ' }, false)).toBe(false);
  });
});
