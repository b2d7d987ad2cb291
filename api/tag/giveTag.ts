import type { Tag } from '../../prisma/generated/client/client.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { logVisitorEvent } from '../event/logVisitorEvent.ts';
import { appendNotice } from '../message/appendNotice.ts';

/** Who is tagged, in which session, and on which of its messages, if on one. */
export interface TagOccasion {
  visitorId: string;
  sessionId: string;
  seq: number | null;
}

/**
 * Gives a visitor a tag and says so in the session; one that they have already stays as it is. The caller holds the lock
 * on the visitor's row, and announces the visitor.
 * @param agent who tags; null when it is done automatically
 * @returns whether the visitor did not have it
 */
export async function giveTag(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  agent: AgentActor | null,
  { visitorId, sessionId, seq }: TagOccasion,
  tag: Pick<Tag, 'id' | 'name'>,
): Promise<boolean> {
  const present = { visitorId, tagId: tag.id, removedAt: null };
  if (await transaction.tagging.findFirst({ where: present, select: { id: true } })) return false;
  await transaction.tagging.create({
    data: {
      visitorId,
      tagId: tag.id,
      agentId: agent?.agentId ?? null,
      isAutomatic: agent === null,
      sessionId,
      seq,
      taggedAt: core.clock.now(),
    },
  });
  const line = { notice: 'VISITOR_TAGGED', about: tag.name, isInternal: true } as const;
  await appendNotice(core, transaction, record, agent, sessionId, line);
  await logVisitorEvent(core, transaction, visitorId, {
    type: 'VISITOR_TAGGED',
    sessionId,
    tagId: tag.id,
    agentId: agent?.agentId ?? null,
  });
  return true;
}
