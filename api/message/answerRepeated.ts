import type { Message, Session } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { type DomainError, NotAllowedError } from '../core/errors.ts';
import { getSessionFor } from '../session/sessionAccess.ts';
import { SessionEndedError } from '../session/sessionErrors.ts';
import { messageSent, sessionMoved } from '../session/sessionEvents.ts';
import { authorOf } from './messageRules.ts';

/**
 * Nothing was stored: either it had been before, or the session has ended, or what it was to bring is gone. A repeated message is published again,
 * because the process that stored it may have died before it could; whoever has it already ignores it by its number.
 * @throws NotAllowedError for somebody else's message, `otherwise` where there is none
 */
export async function answerRepeated(
  core: Core,
  actor: Actor,
  session: Session,
  clientId: string,
  otherwise: DomainError = new SessionEndedError(),
): Promise<Message> {
  const message = await core.database.prisma.message.findUnique({
    where: { sessionId_clientId: { sessionId: session.id, clientId } },
  });
  const isOwnMessage =
    actor.kind === 'agent' ? message?.agentId === actor.agentId : message?.author === authorOf(actor);
  if (message && !isOwnMessage)
    throw new NotAllowedError('This clientId belongs to somebody else’s message.');
  if (!message) throw otherwise;
  const now = await getSessionFor(core, actor, session.id);
  core.pubsub.publish([messageSent(message), ...sessionMoved(session, now)]);
  return message;
}
