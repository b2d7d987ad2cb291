import type { Message, Session } from '../../prisma/generated/client/client.ts';
import { NotFoundError } from '../core/errors.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { agentsSeeing } from '../session/sessionAccess.ts';
import { agentMentioned } from './mentionEvents.ts';

/**
 * Keeps whom a note calls, in the note's transaction, and tells them.
 * @throws NotFoundError when one of them is missing or may not see the session: they could not read the note
 */
export async function keepMentions(
  transaction: Transaction,
  record: RecordEvents,
  session: Session,
  { seq, agentName, createdAt, mentionedAgentIds }: Message,
): Promise<void> {
  if (mentionedAgentIds.length === 0) return;
  const { path } = await transaction.department.findUniqueOrThrow({
    where: { id: session.departmentId },
    select: { path: true },
  });
  const seeing = await transaction.agent.count({
    where: { AND: [{ id: { in: mentionedAgentIds } }, agentsSeeing(session, path)] },
  });
  if (seeing < mentionedAgentIds.length) throw new NotFoundError('agent');
  const sessionId = session.id;
  await transaction.mention.createMany({
    data: mentionedAgentIds.map((agentId) => ({ agentId, sessionId, seq, createdAt })),
  });
  const byName = agentName ?? '';
  record(...mentionedAgentIds.map((agentId) => agentMentioned({ agentId, sessionId, seq, byName })));
}
