import { z } from 'zod';
import type { Tag } from '../../prisma/generated/client/client.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inGivenOrder, writePositions } from '../core/positions.ts';
import { inTransaction } from '../core/transaction.ts';
import { lockTags } from './tagAccess.ts';
import { canManageTag } from './tagRules.ts';
import { tagsChanged } from './tagEvents.ts';

const shape = z.object({ tagIds: z.array(id).max(1000) });

/**
 * Puts tags in an order; those that are left out come after them, as they were. Those that the agent may not manage keep
 * their order among themselves.
 * @returns all of them @throws InvalidInputError, NotAllowedError
 */
export async function orderTags(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Tag[]> {
  const { tagIds } = checkInput(shape, input);
  const agent = asAgent(actor);
  return inTransaction(core, async (transaction, record) => {
    await lockTags(transaction);
    const before = await transaction.tag.findMany({
      where: { deletedAt: null },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    });
    const after = inGivenOrder(before, tagIds);
    const names = (tags: typeof before) => tags.map(({ name }) => name);
    const others = (tags: typeof before) => names(tags.filter((tag) => !canManageTag(agent, tag)));
    if (others(before).join() !== others(after).join()) throw new NotAllowedError();
    if (names(before).join() === names(after).join()) return before;
    const order = after.map((tag) => tag.id);
    await writePositions(transaction, 'Tag', order);
    const changes = { order: { before: names(before), after: names(after) } };
    await recordAudit(transaction, agent, 'orderTags', { type: 'Tag', id: 'all' }, changes);
    record(tagsChanged());
    return after.map((tag, position) => ({ ...tag, position }));
  });
}
