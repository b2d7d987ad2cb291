import { z } from 'zod';
import type { Prisma } from '../../prisma/generated/client/client.ts';
import { ContactKind } from '../../prisma/generated/client/enums.ts';
import { hasPermission, type AgentActor } from '../core/actor.ts';
import { checkInput, id, literal, text } from '../core/input.ts';
import { inList, sessionLists } from './sessionListRules.ts';

const shape = z.object({
  list: z.enum(sessionLists).nullish(),
  ownerId: id.nullish(),
  isMine: z.boolean().nullish(),
  search: text(100).nullish(),
  tagIds: z.array(id).max(50).nullish(),
  contactKinds: z.array(z.enum(ContactKind)).nullish(),
});

/** Which of the sessions that an agent may see are wanted; what is left out restricts nothing. */
export type SessionFilter = z.input<typeof shape>;

/**
 * A filter as a condition, to be merged with what the agent may see. Without a list: the live sessions.
 * @param startOfToday by the organisation's clock. @throws InvalidInputError
 */
export function matchingSessions(
  actor: AgentActor,
  filter: SessionFilter,
  startOfToday: Date,
): Prisma.SessionWhereInput {
  const { list, ownerId, isMine, search, tagIds, contactKinds } = checkInput(shape, filter);
  return {
    AND: [
      list ? inList(list, startOfToday) : { endedAt: null },
      ownerId ? { ownerId } : {},
      isMine ? { OR: [{ ownerId: actor.agentId }, { ownerId: null }] } : {},
      containing(actor, search?.trim()),
      tagIds?.length ? { visitor: { taggings: { some: { tagId: { in: tagIds }, removedAt: null } } } } : {},
      contactKinds?.length ? { visitor: { contactKinds: { hasSome: contactKinds } } } : {},
    ],
  };
}

/**
 * `%` and `_` in the search mean themselves; capitals do not matter. Who may not see contact data finds none by guessing
 * it either.
 */
function containing(actor: AgentActor, search: string | undefined): Prisma.SessionWhereInput {
  if (!search) return {};
  const like = { contains: literal(search), mode: 'insensitive' } as const;
  const inMessage = hasPermission(actor, 'SEE_CONTACT_DATA')
    ? [{ lastMessageText: like }]
    : [{ lastMessageMaskedText: like }, { lastMessageMaskedText: null, lastMessageText: like }];
  return { OR: [{ visitor: { OR: [{ nickname: like }, { note: like }] } }, ...inMessage] };
}
