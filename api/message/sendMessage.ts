import { z } from 'zod';
import type { Message, Session } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError } from '../core/errors.ts';
import { checkInput, id, requiredText } from '../core/input.ts';
import { takeSession } from '../assignment/takeSession.ts';
import { nameShownToVisitor } from '../session/nameShownToVisitor.ts';
import { getSessionFor } from '../session/sessionAccess.ts';
import { SessionEndedError } from '../session/sessionErrors.ts';
import { messageSent, sessionMoved } from '../session/sessionEvents.ts';
import { canSend } from '../session/sessionRules.ts';
import { limits } from '../setting/limits.ts';
import { rememberSentText } from '../suggestion/rememberSentText.ts';
import { appendAtOnce } from './appendAtOnce.ts';
import { appendVisitorMessage } from './appendVisitorMessage.ts';
import { authorOf } from './messageRules.ts';

const shape = z.object({
  sessionId: id,
  clientId: requiredText(64),
  text: requiredText(limits.messageMaxLength),
});

/**
 * Sends a message into a session. Sending again with the same clientId returns the first result, also after the
 * session has ended.
 * @throws InvalidInputError, NotFoundError, NotAllowedError, SessionEndedError
 */
export async function sendMessage(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Message> {
  const { sessionId, clientId, text } = checkInput(shape, input);
  const found = await getSessionFor(core, actor, sessionId);
  // Who answers what nobody has taken has taken it.
  const isFree = actor.kind === 'agent' && found.ownerId === null && !found.endedAt;
  const session = isFree ? await takeSession(core, actor, sessionId) : found;
  if (!session.endedAt && !canSend(actor, session))
    throw new NotAllowedError('This is a colleague’s session.');

  const append = actor.kind === 'visitor' ? appendVisitorMessage : appendAtOnce;
  const sent = await append(core, session, {
    sessionId,
    clientId,
    author: authorOf(actor),
    ...(actor.kind === 'agent'
      ? { agentId: actor.agentId, agentName: actor.displayName }
      : { agentId: null, agentName: null }),
    authorName: await nameShownToVisitor(core, actor, session),
    notice: null,
    about: null,
    isInternal: false,
    text,
    maskedText: null,
    createdAt: core.clock.now(),
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) return undefined;
    throw error;
  });
  if (sent && actor.kind === 'agent') {
    // A suggestion less is no reason to tell the agent that the message was not sent.
    await rememberSentText(core, actor, text).catch((error: unknown) =>
      core.log.warn({ err: error }, 'a sent text was not kept for suggestions'),
    );
  }
  return sent ?? repeatAnswer(core, actor, session, clientId);
}

/**
 * Nothing was stored: either it had been before, or the session has ended. A repeated message is published again,
 * because the process that stored it may have died before it could; whoever has it already ignores it by its number.
 */
async function repeatAnswer(core: Core, actor: Actor, session: Session, clientId: string): Promise<Message> {
  const message = await core.database.prisma.message.findUnique({
    where: { sessionId_clientId: { sessionId: session.id, clientId } },
  });
  const isOwnMessage =
    actor.kind === 'agent' ? message?.agentId === actor.agentId : message?.author === authorOf(actor);
  if (message && !isOwnMessage)
    throw new NotAllowedError('This clientId belongs to somebody else’s message.');
  if (!message) throw new SessionEndedError();
  const now = await getSessionFor(core, actor, session.id);
  core.pubsub.publish([messageSent(message), ...sessionMoved(session, now)]);
  return message;
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
