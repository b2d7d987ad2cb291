import { letterShortcuts } from './letterShortcuts.svelte.ts';
import type { MenuEntry } from './menuEntry.ts';

/** The places in which a letter is text, or chooses among entries by itself. */
const writingPlaces = 'input, textarea, select, [contenteditable="true"]';
const ownKeysPlaces = '[role="menu"], [role="dialog"], [role="alertdialog"], [role="listbox"], [role="tree"]';

type Press = Pick<
  KeyboardEvent,
  'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing' | 'keyCode' | 'repeat'
> & {
  target: EventTarget | null;
  defaultPrevented: boolean;
  preventDefault(): void;
};

/**
 * Runs the entry whose letter, or slash, was pressed: alone where nothing is written, unless the agent has switched that
 * off, and with Alt everywhere.
 * @returns whether there was one
 */
export function runShortcut(press: Press, entries: readonly MenuEntry[]): boolean {
  if (press.defaultPrevented || press.repeat || press.ctrlKey || press.metaKey || press.shiftKey)
    return false;
  // An input method's keys are not the page's; 229 is what browsers give while composing.
  if (press.isComposing || press.keyCode === 229) return false;
  if (isWithin(press.target, ownKeysPlaces)) return false;
  if (!press.altKey && (!letterShortcuts.areOn || isWithin(press.target, writingPlaces))) return false;
  const letter = letterOf(press);
  const entry = entries.find((other) => other.shortcut === letter);
  if (!entry || entry.isDisabled) return false;
  press.preventDefault();
  void entry.run();
  return true;
}

/** How assistive technology is told of a letter's two forms. */
export function keyShortcuts(letter: string | undefined): string | undefined {
  return letter && (letterShortcuts.areOn ? `${letter} Alt+${letter}` : `Alt+${letter}`);
}

/**
 * Whether a command of the whole page was pressed: a letter with Ctrl, on a Mac with ⌘. It counts where something is
 * written too, but not over a dialog.
 */
export function isCommand(press: Press, letter: string, isMac = onMac()): boolean {
  if (press.defaultPrevented || press.repeat || press.altKey || press.shiftKey) return false;
  if (press.isComposing || press.keyCode === 229) return false;
  if (press.ctrlKey === isMac || press.metaKey !== isMac) return false;
  if (isWithin(press.target, '[role="dialog"], [role="alertdialog"]')) return false;
  return letterOf(press) === letter;
}

/** A command as it stands on keyboards: Ctrl K, ⌘K. */
export function commandText(letter: string, isMac = onMac()): string {
  return isMac ? `⌘${letter}` : `Ctrl ${letter}`;
}

/** How assistive technology is told of a command. */
export function commandShortcut(letter: string, isMac = onMac()): string {
  return `${isMac ? 'Meta' : 'Control'}+${letter}`;
}

function onMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform);
}

function letterOf({ key, code, altKey }: Press): string {
  if (key === '/' || (altKey && code === 'Slash')) return '/';
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  // With Alt a Mac gives ∆ for J; a Cyrillic keyboard has no J at all. What is left is the key's place.
  return /^Key([A-Z])$/.exec(code)?.[1] ?? '';
}

function isWithin(target: EventTarget | null, places: string): boolean {
  return typeof Element !== 'undefined' && target instanceof Element && target.closest(places) !== null;
}
