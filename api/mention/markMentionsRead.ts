import { z } from 'zod';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';

const shape = z.object({ sessionId: id });

/**
 * Notes that the agent has seen where internal notes of a session call them.
 * @returns how many they had not seen before @throws InvalidInputError, NotSignedInError, NotAllowedError
 */
export async function markMentionsRead(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<number> {
  const { agentId } = asAgentInPerson(actor);
  const { sessionId } = checkInput(shape, input);
  const { count } = await core.database.prisma.mention.updateMany({
    where: { agentId, sessionId, readAt: null },
    data: { readAt: core.clock.now() },
  });
  return count;
}
