import { z } from 'zod';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError } from '../core/errors.ts';
import { checkInput, clippedText, id } from '../core/input.ts';
import { authorOf } from '../message/messageRules.ts';
import { limits } from '../setting/limits.ts';
import { getSettings } from '../setting/settings.ts';
import { nameShownToVisitor } from './nameShownToVisitor.ts';
import { getSessionFor } from './sessionAccess.ts';
import { SessionEndedError } from './sessionErrors.ts';
import { typingSignalled } from './sessionEvents.ts';
import { canSend } from './sessionRules.ts';

const shape = z.object({
  sessionId: id,
  isTyping: z.boolean(),
  text: clippedText(limits.typingPreviewMaxLength),
});

/**
 * Tells the others in a session that the actor types, or has stopped. Nothing is stored. What a visitor has typed so far
 * goes along where the organisation wants agents to see it (`typingPreview`), and is dropped where not.
 * @returns when the typing is over unless it is signalled again.
 * @throws InvalidInputError, NotFoundError, NotAllowedError, SessionEndedError
 */
export async function signalTyping(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Date> {
  const { sessionId, isTyping, text } = checkInput(shape, input);
  const session = await getSessionFor(core, actor, sessionId);
  if (session.endedAt) throw new SessionEndedError();
  if (!canSend(actor, session)) throw new NotAllowedError('This is a colleague’s session.');
  const expiresAt = new Date(core.clock.now().getTime() + (isTyping ? limits.typingTimeoutMs : 0));
  const isPreviewed = actor.kind === 'visitor' && isTyping && (await getSettings(core)).typingPreview;
  const authorName = await nameShownToVisitor(core, actor, session);
  core.pubsub.publish([
    typingSignalled(session, {
      type: 'TypingSignalled',
      sessionId,
      author: authorOf(actor),
      agentId: actor.kind === 'agent' ? actor.agentId : null,
      agentName: actor.kind === 'agent' ? actor.displayName : null,
      authorName,
      isTyping,
      text: isPreviewed ? text : null,
      expiresAt,
    }),
  ]);
  return expiresAt;
}
