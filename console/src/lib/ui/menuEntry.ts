import type { Component } from 'svelte';

/** One line of a menu, the same for a button's menu and a right-click's. */
export interface MenuEntry {
  id: string;
  label: string;
  icon?: Component<{ size?: number }>;
  isDangerous?: boolean;
  isDisabled?: boolean;
  run: () => void | Promise<void>;
}
