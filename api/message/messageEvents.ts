import type { Message } from '../../prisma/generated/client/client.ts';

/** A message was stored and numbered. Carries the committed row, so that delivering it asks the database nothing. */
export interface MessageSent {
  type: 'MessageSent';
  message: Message;
}

/** A message was taken back by its author. Carries what is left of it. */
export interface MessageRecalled {
  type: 'MessageRecalled';
  message: Message;
}
