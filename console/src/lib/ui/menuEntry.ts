import type { Component } from 'svelte';

/** One line of a menu, the same for a button, its menu, a right-click's and a shortcut. */
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
  /** The letter that does the same: alone, or with Alt while something is written. */
  shortcut?: string;
  run: () => void | Promise<void>;
}
