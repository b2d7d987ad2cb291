import type { Snippet } from 'svelte';

/** Lines of a menu of which one is chosen. */
export interface MenuChoices<Value extends string = string> {
  /** What is chosen. */
  label: string;
  /** Whether the label stands above the choices, too. */
  hasHeading?: boolean;
  choices: readonly { value: Value; label: string; lang?: string }[];
  /** '' while nobody knows. */
  value: Value | '';
  onChoose: (value: Value) => void;
  /** What stands before a choice's label. */
  mark?: Snippet<[Value]> | undefined;
  isDisabled?: boolean;
}
