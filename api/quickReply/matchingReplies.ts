import { z } from 'zod';
import type { Prisma } from '../../prisma/generated/client/client.ts';
import type { AgentActor } from '../core/actor.ts';
import { checkInput, id } from '../core/input.ts';
import { listedFor } from './quickReplyAccess.ts';
import { likePattern, searchShape } from './quickReplyRules.ts';

const shape = z.object({
  isPublic: z.boolean().nullish(),
  ownerId: id.nullish(),
  categoryId: id.nullish(),
  search: searchShape.nullish(),
});

/** Which quick replies are wanted; what is left out restricts nothing, but for colleagues', who must be named. */
export type QuickReplyFilter = z.input<typeof shape>;

/** A filter as a condition, with what the agent may use merged in. @throws InvalidInputError */
export function matchingReplies(actor: AgentActor, filter: QuickReplyFilter): Prisma.QuickReplyWhereInput {
  const { isPublic, ownerId, categoryId, search } = checkInput(shape, filter);
  return {
    AND: [
      listedFor(actor, ownerId),
      isPublic == null ? {} : isPublic ? { ownerId: null } : { ownerId: { not: null } },
      categoryId ? { categoryId } : {},
      search ? { searchText: { contains: likePattern(search) } } : {},
    ],
  };
}
