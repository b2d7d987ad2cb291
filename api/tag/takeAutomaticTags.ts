import type { ContactKind } from '../../prisma/generated/client/enums.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { takeTag } from './takeTag.ts';

/**
 * Takes from a visitor the tags that were set automatically and that nothing known stands for any more. Those that
 * somebody gave by hand stay. The caller holds the lock on the visitor's row, and announces the visitor.
 */
export async function takeAutomaticTags(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  agent: AgentActor,
  { visitorId, sessionId }: { visitorId: string; sessionId: string },
  knownKinds: ContactKind[],
): Promise<void> {
  const taggings = await transaction.tagging.findMany({
    where: {
      visitorId,
      removedAt: null,
      isAutomatic: true,
      tag: { kinds: { isEmpty: false }, NOT: { kinds: { hasSome: knownKinds } } },
    },
    include: { tag: true },
  });
  for (const tagging of taggings) await takeTag(core, transaction, record, agent, sessionId, tagging);
}
