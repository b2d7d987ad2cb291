import { m } from '#lib/paraglide/messages.js';
import { errorText } from './errorText.ts';

/** What an error's code means to who manages the organisation. */
export function managementErrorText(code: string | null): string {
  return code === 'NOT_FOUND' ? m.management_gone() : errorText(code);
}
