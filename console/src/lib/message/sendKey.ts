import type { SendKey } from '#lib/gql/generated.ts';

type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/** Whether a press sends the reply that is being written: Enter, or Enter with Ctrl or ⌘, as the agent has chosen. */
export function isSendKey(
  { key, shiftKey, ctrlKey, altKey, metaKey }: Press,
  sendKey: SendKey = 'ENTER',
): boolean {
  if (key !== 'Enter' || shiftKey || altKey) return false;
  return sendKey === 'CTRL_ENTER' ? ctrlKey !== metaKey : !ctrlKey && !metaKey;
}
