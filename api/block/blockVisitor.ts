import { z } from 'zod';
import type { Session } from '../../prisma/generated/client/client.ts';
import { lockAssignment } from '../assignment/lockAssignment.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { InvalidInputError, NotAllowedError } from '../core/errors.ts';
import { checkInput, id, name } from '../core/input.ts';
import { inTransaction, type RecordEvents, type Transaction } from '../core/transaction.ts';
import { logVisitorEvent } from '../event/logVisitorEvent.ts';
import { appendNotice } from '../message/appendNotice.ts';
import { endSessions } from '../session/endSessions.ts';
import { getSessionFor } from '../session/sessionAccess.ts';
import { sessionChanged } from '../session/sessionEvents.ts';
import { canBlock } from '../session/sessionRules.ts';

const shape = z.object({
  sessionId: id,
  reason: name(500),
  includesAddress: z.boolean().nullish(),
  expiresAt: z.date().nullish(),
});

/**
 * Blocks the visitor of a session, and the address from which they came if wanted: live sessions of both end, and no new
 * one opens until the block is lifted or expires (SPEC 6). A block that is in force gives way to the new one.
 * @throws InvalidInputError, NotFoundError, NotAllowedError
 */
export async function blockVisitor(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Session> {
  const { sessionId, reason, includesAddress, expiresAt } = checkInput(shape, input);
  const agent = asAgent(actor);
  const now = core.clock.now();
  if (expiresAt && expiresAt <= now)
    throw new InvalidInputError([{ field: 'expiresAt', rule: 'OUT_OF_RANGE' }]);
  return inTransaction(core, async (transaction, record) => {
    await lockAssignment(transaction);
    const before = await getSessionFor(core, agent, sessionId, transaction);
    if (!canBlock(agent, before)) throw new NotAllowedError();
    const { visitorId } = before;
    await transaction.block.updateMany({ where: { visitorId, liftedAt: null }, data: { liftedAt: now } });
    const address = includesAddress && before.address ? before.address : null;
    await transaction.block.create({
      data: {
        visitorId,
        address,
        reason,
        agentId: agent.agentId,
        agentName: agent.displayName,
        createdAt: now,
        expiresAt,
      },
    });
    const changes = {
      reason: { before: null, after: reason },
      address: { before: null, after: address },
      expiresAt: { before: null, after: expiresAt?.toISOString() ?? null },
    };
    await recordAudit(transaction, agent, 'blockVisitor', { type: 'Visitor', id: visitorId }, changes);
    const live = await liveSessionsOf(transaction, visitorId, address);
    for (const session of live) {
      const line = { notice: 'VISITOR_BLOCKED', text: reason, isInternal: true } as const;
      await appendNotice(core, transaction, record, agent, session.id, line);
    }
    await endSessions(core, transaction, record, live, { reason: 'BLOCKED', actor: agent });
    await leaveBlocked(transaction, record, visitorId, sessionId);
    const session = await transaction.session.update({
      where: { id: sessionId },
      data: { isBlocked: true, version: { increment: 1 } },
    });
    await logVisitorEvent(core, transaction, visitorId, {
      type: 'VISITOR_BLOCKED',
      sessionId,
      agentId: agent.agentId,
    });
    record(...sessionChanged(before, session));
    return session;
  });
}

/** A visitor stands in the list of those blocked once: in the session from which they were blocked last. */
async function leaveBlocked(
  transaction: Transaction,
  record: RecordEvents,
  visitorId: string,
  sessionId: string,
): Promise<void> {
  const others = await transaction.session.updateManyAndReturn({
    where: { visitorId, isBlocked: true, id: { not: sessionId } },
    data: { isBlocked: false, version: { increment: 1 } },
  });
  for (const other of others) record(...sessionChanged(other, other));
}

function liveSessionsOf(
  transaction: Transaction,
  visitorId: string,
  address: string | null,
): Promise<Session[]> {
  return transaction.session.findMany({
    where: { endedAt: null, OR: [{ visitorId }, ...(address ? [{ address }] : [])] },
    orderBy: { id: 'asc' },
  });
}
