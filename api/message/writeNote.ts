import { z } from 'zod';
import type { Message } from '../../prisma/generated/client/client.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id, requiredText } from '../core/input.ts';
import { inTransaction, queryWithin } from '../core/transaction.ts';
import { keepMentions } from '../mention/keepMentions.ts';
import { getSessionFor, lockSession } from '../session/sessionAccess.ts';
import { messageSent, sessionMoved } from '../session/sessionEvents.ts';
import { limits } from '../setting/limits.ts';
import { answerRepeated } from './answerRepeated.ts';
import { appendMessage, plainMessage } from './appendMessage.ts';

const shape = z.object({
  sessionId: id,
  clientId: requiredText(64),
  text: requiredText(limits.messageMaxLength),
  mentionedAgentIds: z.array(id).max(limits.mentionsPerNote).nullish(),
});

/**
 * Writes an internal note into a live session: for the agents who see it, never for the visitor. It answers nothing.
 * Whoever sees the session may write one, also who may not send. The agents whom it calls are told.
 * @throws InvalidInputError, NotFoundError, also for an agent whom it calls and who may not see the session,
 *   NotSignedInError, SessionEndedError
 */
export async function writeNote(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Message> {
  const { sessionId, clientId, text, mentionedAgentIds } = checkInput(shape, input);
  const agent = asAgent(actor);
  const session = await getSessionFor(core, agent, sessionId);
  const calledIds = [...new Set(mentionedAgentIds)].filter((called) => called !== agent.agentId);
  const written = await inTransaction(core, async (transaction, record) => {
    // Whoever stores the same clientId at the same instant comes before or after, and is seen.
    await lockSession(transaction, sessionId);
    const appended = await appendMessage(queryWithin(transaction), {
      ...plainMessage,
      sessionId,
      clientId,
      author: 'AGENT',
      agentId: agent.agentId,
      agentName: agent.displayName,
      isInternal: true,
      text,
      mentionedAgentIds: calledIds,
      createdAt: core.clock.now(),
    });
    if (!appended) return undefined;
    record(messageSent(appended.message), ...sessionMoved(session, appended.session));
    await keepMentions(core, transaction, record, appended.session, appended.message);
    return appended.message;
  });
  return written ?? answerRepeated(core, actor, session, clientId);
}
