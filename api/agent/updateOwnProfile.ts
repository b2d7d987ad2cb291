import { z } from 'zod';
import type { Agent } from '../../prisma/generated/client/client.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, name } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { rightsChanged } from './agentEvents.ts';

const shape = z.object({ displayName: name(100) });

/**
 * Changes the name that visitors and colleagues see of the agent; what was written under the old one keeps it.
 * @throws InvalidInputError, NotSignedInError
 */
export async function updateOwnProfile(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Agent> {
  const { displayName } = checkInput(shape, input);
  const { agentId } = asAgentInPerson(actor);
  return inTransaction(core, async (transaction, record) => {
    const before = await transaction.agent.findUniqueOrThrow({ where: { id: agentId } });
    const agent = await transaction.agent.update({ where: { id: agentId }, data: { displayName } });
    const changes = changesBetween(['displayName'], before, agent);
    if (Object.keys(changes).length === 0) return agent;
    await recordAudit(transaction, actor, 'updateOwnProfile', { type: 'Agent', id: agentId }, changes);
    // What is sent under the name is read from where the rights are.
    record(...rightsChanged([agentId]));
    return agent;
  });
}
