import { z } from 'zod';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { announceTagHolders } from './announceTagHolders.ts';
import { getTagToManage } from './tagAccess.ts';
import { tagsChanged } from './tagEvents.ts';

const shape = z.object({ tagId: id });

/**
 * Deletes a tag: nobody can be given it any more, and it is taken from those who have it. That they had it is kept.
 * @returns its id @throws InvalidInputError, NotFoundError, NotAllowedError
 */
export async function deleteTag(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<string> {
  const { tagId } = checkInput(shape, input);
  const agent = asAgent(actor);
  return inTransaction(core, async (transaction, record) => {
    const tag = await getTagToManage(transaction, agent, tagId);
    const deletedAt = core.clock.now();
    await transaction.tag.update({ where: { id: tagId }, data: { deletedAt } });
    await announceTagHolders(transaction, record, tagId);
    await transaction.$executeRaw`
      INSERT INTO "Event" ("at", "type", "siteId", "visitorId", "tagId", "agentId")
      SELECT ${deletedAt}::timestamptz, 'VISITOR_UNTAGGED', v."siteId", v."id", ${tagId}::uuid, ${agent.agentId}::uuid
      FROM "Tagging" t JOIN "Visitor" v ON v."id" = t."visitorId"
      WHERE t."tagId" = ${tagId}::uuid AND t."removedAt" IS NULL`;
    const { count } = await transaction.tagging.updateMany({
      where: { tagId, removedAt: null },
      data: { removedAt: deletedAt, removedById: agent.agentId },
    });
    const changes = {
      name: { before: tag.name, after: null },
      usageCount: { before: count, after: 0 },
    };
    await recordAudit(transaction, agent, 'deleteTag', { type: 'Tag', id: tagId }, changes);
    record(tagsChanged());
    return tagId;
  });
}
