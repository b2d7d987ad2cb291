import type { z } from 'zod';
import type { Tag } from '../../prisma/generated/client/client.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError } from '../core/errors.ts';
import { checkInput } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { assertNameIsFree, lockTags } from './tagAccess.ts';
import { canManageTag, tagFields, tagShape } from './tagRules.ts';
import { tagsChanged } from './tagEvents.ts';

const shape = tagShape.partial({ isSystem: true, kinds: true, stage: true });

/**
 * Makes a tag; it comes last in its group.
 * @throws InvalidInputError, NotAllowedError, TagNameTakenError
 */
export async function createTag(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Tag> {
  const look = { isSystem: false, kinds: [], stage: null, ...checkInput(shape, input) };
  const agent = asAgent(actor);
  if (!canManageTag(agent, look)) throw new NotAllowedError();
  return inTransaction(core, async (transaction, record) => {
    await lockTags(transaction);
    await assertNameIsFree(transaction, look.name);
    const last = await transaction.tag.aggregate({ _max: { position: true } });
    const tag = await transaction.tag.create({
      data: { ...look, position: (last._max.position ?? -1) + 1 },
    });
    const changes = changesBetween(tagFields, {}, look);
    await recordAudit(transaction, agent, 'createTag', { type: 'Tag', id: tag.id }, changes);
    record(tagsChanged());
    return tag;
  });
}
