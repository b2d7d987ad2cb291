import { hasPermission, type Actor } from '../core/actor.ts';

/** Whether somebody may read what a visitor is typing: it may hold contact data that nothing has masked yet (SPEC 3). */
export function mayReadTyping(actor: Actor): boolean {
  return hasPermission(actor, 'SEE_CONTACT_DATA');
}
