import type { Message, Session } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { notificationsOfMessage } from '../notification/notificationEvents.ts';
import { messageSent, sessionMoved } from '../session/sessionEvents.ts';
import type { NewMessage } from './appendMessage.ts';
import { appendTogether } from './appendTogether.ts';
import { rememberTalk } from './rememberTalk.ts';
import type { ReadWith } from './sessionToWriteIn.ts';

/**
 * Appends a message, tells of it, and remembers the talk for the next one.
 * @param session as it was before @param readWith what the visitor's messages are read with; undefined when it is not known
 * @returns the stored message; undefined as `appendMessage`
 */
export async function appendAtOnce(
  core: Core,
  session: Session,
  message: NewMessage,
  readWith: ReadWith | undefined,
): Promise<Message | undefined> {
  const sent = await appendTogether(core, message);
  if (!sent) return undefined;
  core.pubsub.publish([
    messageSent(sent.message),
    ...sessionMoved(session, sent.session),
    ...notificationsOfMessage(sent),
  ]);
  rememberTalk(core, sent, readWith);
  return sent.message;
}
