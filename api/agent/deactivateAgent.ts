import { z } from 'zod';
import type { Agent, Session } from '../../prisma/generated/client/client.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Actor, AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction, type RecordEvents, type Transaction } from '../core/transaction.ts';
import { giveQuickReplies } from '../quickReply/giveQuickReplies.ts';
import { assertStillHeld } from '../role/roleAccess.ts';
import { handSession } from '../session/handSession.ts';
import { agentsWithin, getAgentWithin, getTransferTarget } from './agentAccess.ts';
import { OwnAgentError } from './agentErrors.ts';
import { rightsChanged } from './agentEvents.ts';
import { endSignIns } from './endSignIns.ts';
import { lockRights } from './lockRights.ts';
import { lockAgent } from './presenceAccess.ts';

const shape = z.object({ agentId: id, handOverToId: id.nullish(), quickRepliesToId: id.nullish() });

/**
 * Locks an agent out, all or nothing: ends their sign-ins, takes a link back, and they cannot sign in until reactivated.
 * Their live sessions go to a colleague who is reachable, or are assigned anew by the rules; their own quick replies go
 * to somebody, or wait for them unseen. Ended sessions, and what they did, stay theirs.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, PermissionNotHeldError, OwnAgentError, LastHolderError,
 * AgentNotReachableError
 */
export async function deactivateAgent(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Agent> {
  const { agentId, handOverToId, quickRepliesToId } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_AGENTS');
    const before = await getAgentWithin(transaction, manager, agentId);
    if (agentId === manager.agentId) throw new OwnAgentError();
    if ([handOverToId, quickRepliesToId].includes(agentId)) throw new NotFoundError('agent');
    if (before.deactivatedAt) return before;
    await lockAgent(transaction, agentId);
    const handedCount = await handOver(core, transaction, record, manager, agentId, handOverToId);
    if (quickRepliesToId) await giveQuickReplies(transaction, manager, agentId, quickRepliesToId);
    await transaction.invitation.deleteMany({ where: { agentId } });
    const agent = await transaction.agent.update({
      where: { id: agentId },
      data: { deactivatedAt: core.clock.now() },
    });
    await assertStillHeld(transaction, before.role.permissions);
    await endSignIns(core, transaction, record, { agentId });
    // Their API tokens are good no more either.
    record(...rightsChanged([agentId]));
    const changes = {
      ...(handOverToId && { handOverToId: { before: null, after: handOverToId } }),
      ...(handedCount > 0 && { sessionsCount: { before: handedCount, after: 0 } }),
      ...(quickRepliesToId && { quickRepliesToId: { before: null, after: quickRepliesToId } }),
    };
    await recordAudit(transaction, manager, 'deactivateAgent', { type: 'Agent', id: agentId }, changes);
    return agent;
  });
}

/** Gives the live sessions of an agent to a colleague; without one they are released with the last sign-in. @returns how many */
async function handOver(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  manager: AgentActor,
  agentId: string,
  toId: string | null | undefined,
): Promise<number> {
  const sessions: Session[] = await transaction.session.findMany({
    where: { ownerId: agentId, endedAt: null },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
  });
  if (!toId) return sessions.length;
  const target = await getTransferTarget(transaction, manager, toId, agentsWithin(manager));
  const hand = { actor: manager, target, reason: 'HANDED_OVER' } as const;
  for (const session of sessions) await handSession(core, transaction, record, session, hand);
  return sessions.length;
}
