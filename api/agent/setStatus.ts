import { z } from 'zod';
import type { Agent } from '../../prisma/generated/client/client.ts';
import type { AgentStatus } from '../../prisma/generated/client/enums.ts';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotSignedInError } from '../core/errors.ts';
import { checkInput } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { choosableStatuses } from './agentStatusRules.ts';
import { changeAgentStatus } from './changeAgentStatus.ts';
import { isConnected, lockAgent } from './presenceAccess.ts';

const shape = z.object({ status: z.enum(choosableStatuses) });

/**
 * Chooses the agent's own status, in force at once and again after a lost connection.
 * @returns the agent as they are afterwards. @throws InvalidInputError for OFFLINE, NotSignedInError, NotAllowedError
 */
export async function setStatus(core: Core, actor: Actor, input: { status: AgentStatus }): Promise<Agent> {
  const { agentId } = asAgentInPerson(actor);
  const { status } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    const before = await lockAgent(transaction, agentId);
    if (!before) throw new NotSignedInError();
    // Who chooses without a connection, as programs do over HTTP, is as good as one who has just lost it.
    const isBack = before.status === 'OFFLINE' && !(await isConnected(transaction, before.id));
    return changeAgentStatus(core, transaction, record, before, {
      status,
      chosenStatus: status,
      ...(isBack && { unreachableSince: core.clock.now() }),
    });
  });
}
