import type { Message, Session } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { notificationsOfMessage } from '../notification/notificationEvents.ts';
import { messageSent, sessionMoved } from '../session/sessionEvents.ts';
import type { NewMessage } from './appendMessage.ts';
import { appendTogether } from './appendTogether.ts';

/**
 * Appends a message, and tells of it.
 * @param session as it was before @returns the stored message; undefined as `appendMessage`
 */
export async function appendAtOnce(
  core: Core,
  session: Session,
  message: NewMessage,
): Promise<Message | undefined> {
  const sent = await appendTogether(core, message);
  if (!sent) return undefined;
  core.pubsub.publish([
    messageSent(sent.message),
    ...sessionMoved(session, sent.session),
    ...notificationsOfMessage(sent),
  ]);
  return sent.message;
}
