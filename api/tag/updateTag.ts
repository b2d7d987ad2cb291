import { z } from 'zod';
import type { Tag } from '../../prisma/generated/client/client.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { announceTagHolders } from './announceTagHolders.ts';
import { assertNameIsFree, getTagToManage } from './tagAccess.ts';
import { canManageTag, tagFields, tagShape } from './tagRules.ts';
import { tagsChanged } from './tagEvents.ts';

const shape = z.object({
  tagId: id,
  name: tagShape.shape.name.nullish(),
  color: tagShape.shape.color.nullish(),
  isSystem: tagShape.shape.isSystem.nullish(),
  kinds: tagShape.shape.kinds.nullish(),
  stage: tagShape.shape.stage.optional(),
});

/**
 * Changes a tag, for all who have it. What is left out or null stays, but for the stage, which null takes away.
 * @throws InvalidInputError, NotFoundError, NotAllowedError, TagNameTakenError
 */
export async function updateTag(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Tag> {
  const { tagId, stage, ...given } = checkInput(shape, input);
  const agent = asAgent(actor);
  return inTransaction(core, async (transaction, record) => {
    const before = await getTagToManage(transaction, agent, tagId);
    const wanted = {
      name: given.name ?? before.name,
      color: given.color ?? before.color,
      isSystem: given.isSystem ?? before.isSystem,
      kinds: given.kinds ?? before.kinds,
      stage: stage === undefined ? before.stage : stage,
    };
    if (!canManageTag(agent, wanted)) throw new NotAllowedError();
    const changes = changesBetween(tagFields, before, wanted);
    if (Object.keys(changes).length === 0) return before;
    await assertNameIsFree(transaction, wanted.name, tagId);
    await recordAudit(transaction, agent, 'updateTag', { type: 'Tag', id: tagId }, changes);
    await announceTagHolders(transaction, record, tagId);
    record(tagsChanged());
    return transaction.tag.update({ where: { id: tagId }, data: wanted });
  });
}
