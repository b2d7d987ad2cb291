import { letterShortcuts } from './letterShortcuts.svelte.ts';
import { onMac, shortcutOf } from './shortcut.ts';

const macNames: Record<string, string> = { Mod: '⌘', Alt: '⌥', Shift: '⇧' };
const otherNames: Record<string, string> = { Mod: 'Ctrl', Alt: 'Alt', Shift: 'Shift' };
const keyNames: Record<string, string> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageDown: 'PgDn',
  PageUp: 'PgUp',
};

/** The keys of a shortcut as they stand on keyboards, one by one; with Alt where letters alone are switched off. */
export function shownKeys(text: string, isMac = onMac()): string[] {
  const { hasMod, hasAlt, hasShift, key, isLoose } = shortcutOf(text);
  const names = isMac ? macNames : otherNames;
  const needsAlt = hasAlt || (isLoose && !letterShortcuts.areOn);
  const held = Object.entries({ Mod: hasMod, Alt: needsAlt, Shift: hasShift });
  return [...held.filter(([, isHeld]) => isHeld).map(([name]) => names[name] ?? name), keyNames[key] ?? key];
}

/** A shortcut in a sentence: Ctrl K, ⌘K. */
export function shortcutText(text: string, isMac = onMac()): string {
  return shownKeys(text, isMac).join(isMac ? '' : ' ');
}

/** How assistive technology is told of a shortcut in all its forms. */
export function ariaShortcuts(text: string | undefined, isMac = onMac()): string | undefined {
  if (text === undefined) return undefined;
  const { hasMod, isBare, isLoose } = shortcutOf(text);
  const written = hasMod ? text.replace('Mod', isMac ? 'Meta' : 'Control') : text;
  if (!isBare) return written;
  return (
    [letterShortcuts.areOn && written, isLoose && `Alt+${written}`].filter(Boolean).join(' ') || undefined
  );
}

/** Whether a shortcut does anything now: bare keys other than letters have no form with Alt. */
export function isInForce(text: string): boolean {
  const { isBare, isLoose } = shortcutOf(text);
  return letterShortcuts.areOn || !isBare || isLoose;
}
