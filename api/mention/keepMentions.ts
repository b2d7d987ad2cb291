import type { Message, Session } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError } from '../core/errors.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { raiseNotification } from '../notification/raiseNotification.ts';
import { agentsSeeing } from '../session/sessionAccess.ts';

/**
 * Keeps whom a note calls, in the note's transaction, and tells them.
 * @throws NotFoundError when one of them is missing or may not see the session: they could not read the note
 */
export async function keepMentions(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  session: Session,
  { seq, createdAt, mentionedAgentIds }: Message,
): Promise<void> {
  if (mentionedAgentIds.length === 0) return;
  const seeing = await transaction.agent.count({
    where: { AND: [{ id: { in: mentionedAgentIds } }, await agentsSeeing(transaction, session)] },
  });
  if (seeing < mentionedAgentIds.length) throw new NotFoundError('agent');
  const sessionId = session.id;
  await transaction.mention.createMany({
    data: mentionedAgentIds.map((agentId) => ({ agentId, sessionId, seq, createdAt })),
  });
  const agentIds = mentionedAgentIds;
  await raiseNotification(core, transaction, record, { kind: 'MENTION', agentIds, session, mark: seq });
}
