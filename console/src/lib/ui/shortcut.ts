import { letterShortcuts } from './letterShortcuts.svelte.ts';
import type { MenuEntry } from './menuEntry.ts';

/** The places in which a letter is text, or chooses among entries by itself. */
const writingPlaces = 'input, textarea, select, [contenteditable="true"]';
const dialogs = '[role="dialog"], [role="alertdialog"]';
const ownKeysPlaces = `[role="menu"], ${dialogs}, [role="listbox"], [role="tree"]`;

type Press = Pick<
  KeyboardEvent,
  'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing' | 'keyCode' | 'repeat'
> & {
  target: EventTarget | null;
  defaultPrevented: boolean;
  preventDefault(): void;
};

/**
 * A key with what is held: `Mod` is Ctrl, on a Mac ⌘. A key without `Mod` and `Alt` is _bare_ and counts only where nothing
 * is written, unless it is a function key; a bare letter or slash is _loose_, and with Alt counts everywhere.
 */
export interface Shortcut {
  hasMod: boolean;
  hasAlt: boolean;
  hasShift: boolean;
  key: string;
  isBare: boolean;
  isLoose: boolean;
}

/** Reads a shortcut as it is written: `J`, `/`, `1`, `F2`, `Shift+Q`, `Alt+ArrowDown`, `Mod+K`. */
export function shortcutOf(text: string): Shortcut {
  const parts = text.split('+');
  const key = parts.pop() ?? '';
  const [hasMod, hasAlt, hasShift] = ['Mod', 'Alt', 'Shift'].map((held) => parts.includes(held));
  const isBare = !hasMod && !hasAlt && key.length === 1;
  const isLoose = isBare && /[A-Z/]/.test(key);
  return { hasMod: !!hasMod, hasAlt: !!hasAlt, hasShift: !!hasShift, key, isBare, isLoose };
}

/**
 * Runs the entry whose shortcut was pressed: bare where nothing is written, unless the agent has switched that off. They
 * are asked for only when the press can be one.
 * @returns whether there was one
 */
export function runShortcut(press: Press, entries: () => readonly MenuEntry[], isMac = onMac()): boolean {
  if (!canBeShortcut(press, isMac)) return false;
  const isPressed = (text: string | undefined) =>
    text !== undefined && matches(press, shortcutOf(text), isMac);
  const entry = entries().find(
    ({ shortcut, otherShortcut, isDisabled }) =>
      !isDisabled && (isPressed(shortcut) || isPressed(otherShortcut)),
  );
  if (!entry) return false;
  press.preventDefault();
  void entry.run();
  return true;
}

export function onMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform);
}

function canBeShortcut(press: Press, isMac: boolean): boolean {
  if (press.defaultPrevented || press.repeat) return false;
  // An input method's keys are not the page's; 229 is what browsers give while composing.
  if (press.isComposing || press.keyCode === 229) return false;
  // On a Mac Ctrl is the text field’s, elsewhere ⌘ is the system’s.
  if (isMac ? press.ctrlKey : press.metaKey) return false;
  const hasMod = isMac ? press.metaKey : press.ctrlKey;
  if (isWithin(press.target, hasMod ? dialogs : ownKeysPlaces)) return false;
  // Alt and an arrow open what there is to choose from.
  if (press.altKey && isWithin(press.target, 'select')) return false;
  const isHeld = hasMod || press.altKey || /^F\d+$/.test(press.key);
  return isHeld || (letterShortcuts.areOn && !isWithin(press.target, writingPlaces));
}

function matches(press: Press, shortcut: Shortcut, isMac: boolean): boolean {
  const { hasMod, hasAlt, hasShift, key, isLoose } = shortcut;
  if ((isMac ? press.metaKey : press.ctrlKey) !== hasMod) return false;
  if (press.altKey !== hasAlt && !(press.altKey && isLoose)) return false;
  // Where a character is on the keyboard, and what makes it, is the keyboard’s matter.
  if (key === '?') return press.key === '?' || press.key === '？';
  return press.shiftKey === hasShift && keyOf(press) === key;
}

function keyOf({ key, code, altKey }: Press): string {
  if (key === '/' || (altKey && code === 'Slash')) return '/';
  // With Shift or Alt a digit gives another character.
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit) return digit;
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  // With Alt a Mac gives ∆ for J; a Cyrillic keyboard has no J at all. What is left is the key's place.
  return /^Key([A-Z])$/.exec(code)?.[1] ?? key;
}

function isWithin(target: EventTarget | null, places: string): boolean {
  return typeof Element !== 'undefined' && target instanceof Element && target.closest(places) !== null;
}
