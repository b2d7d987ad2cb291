import type { Tag, Tagging } from '../../prisma/generated/client/client.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { logVisitorEvent } from '../event/logVisitorEvent.ts';
import { appendNotice } from '../message/appendNotice.ts';

/**
 * Takes a tag away and says so in the session; that the visitor had it, and who took it, is kept. The caller holds the
 * lock on the visitor's row, and announces the visitor.
 */
export async function takeTag(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  agent: AgentActor,
  sessionId: string,
  tagging: Pick<Tagging, 'id' | 'visitorId' | 'tagId'> & { tag: Pick<Tag, 'name'> },
): Promise<void> {
  await transaction.tagging.update({
    where: { id: tagging.id },
    data: { removedAt: core.clock.now(), removedById: agent.agentId },
  });
  const line = { notice: 'VISITOR_UNTAGGED', about: tagging.tag.name, isInternal: true } as const;
  await appendNotice(core, transaction, record, agent, sessionId, line);
  await logVisitorEvent(core, transaction, tagging.visitorId, {
    type: 'VISITOR_UNTAGGED',
    sessionId,
    tagId: tagging.tagId,
    agentId: agent.agentId,
  });
}
