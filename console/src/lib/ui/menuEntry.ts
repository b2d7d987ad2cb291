import type { Component } from 'svelte';

/** One line of a menu, the same for a button, its menu, a right-click's, the palette and a shortcut. */
export interface MenuEntry {
  id: string;
  label: string;
  icon?: Component<{ size?: number }>;
  /** A colour of its own, shown beside its word. */
  color?: string;
  isDangerous?: boolean;
  isDisabled?: boolean;
  /** Whether it is switched on, for what can be. */
  isChecked?: boolean;
  /** The key that does the same, as `shortcut.ts` reads it. */
  shortcut?: string;
  /** Another key that does it too. */
  otherShortcut?: string;
  run: () => void | Promise<void>;
}
