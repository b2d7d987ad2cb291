import { IsUsingKeyboard } from 'bits-ui';

/**
 * Has a menu begin at its first line where it was opened by a key: one that is fetched when it is opened has not seen the
 * key. To be called while a component is made.
 */
export function noteOpeningKey(): void {
  if (document.activeElement?.matches(':focus-visible')) new IsUsingKeyboard().current = true;
}
