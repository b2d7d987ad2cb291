import { z } from 'zod';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id, text } from '../core/input.ts';
import { getSessionFor } from '../session/sessionAccess.ts';
import { limits } from '../setting/limits.ts';

const shape = z.object({ sessionId: id, text: text(limits.draftMaxLength), isNote: z.boolean().nullish() });

/**
 * Keeps what the agent has begun to write in a session, so that it is there on another device too; an empty text forgets
 * it.
 * @returns when it was kept @throws InvalidInputError, NotFoundError, NotSignedInError, NotAllowedError
 */
export async function saveDraft(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Date> {
  const agent = asAgentInPerson(actor);
  const { sessionId, text, isNote } = checkInput(shape, input);
  const begun = { text, isNote: isNote ?? false };
  const { agentId } = agent;
  const updatedAt = core.clock.now();
  const { draft } = core.database.prisma;
  if (text.trim() === '') {
    await draft.deleteMany({ where: { agentId, sessionId } });
    return updatedAt;
  }
  await getSessionFor(core, agent, sessionId);
  await draft.upsert({
    where: { agentId_sessionId: { agentId, sessionId } },
    create: { agentId, sessionId, ...begun, updatedAt },
    update: { ...begun, updatedAt },
  });
  return updatedAt;
}
