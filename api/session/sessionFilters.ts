import { z } from 'zod';
import type { Prisma } from '../../prisma/generated/client/client.ts';
import type { AgentActor } from '../core/actor.ts';
import { checkInput, id, text } from '../core/input.ts';
import { inList, sessionLists } from './sessionListRules.ts';

const shape = z.object({
  list: z.enum(sessionLists).nullish(),
  ownerId: id.nullish(),
  isMine: z.boolean().nullish(),
  search: text(100).nullish(),
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
  const { list, ownerId, isMine, search } = checkInput(shape, filter);
  return {
    AND: [
      list ? inList(list, startOfToday) : { endedAt: null },
      ownerId ? { ownerId } : {},
      isMine ? { OR: [{ ownerId: actor.agentId }, { ownerId: null }] } : {},
      containing(search?.trim()),
    ],
  };
}

/** `%` and `_` in the search mean themselves; capitals do not matter. */
function containing(search: string | undefined): Prisma.SessionWhereInput {
  if (!search) return {};
  const like = { contains: search.replaceAll(/[\\%_]/g, String.raw`\$&`), mode: 'insensitive' } as const;
  return { OR: [{ visitor: { OR: [{ nickname: like }, { note: like }] } }, { lastMessageText: like }] };
}
