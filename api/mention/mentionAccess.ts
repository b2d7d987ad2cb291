import type { Agent, Prisma } from '../../prisma/generated/client/client.ts';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { agentsSeeing, visibleSessions } from '../session/sessionAccess.ts';
import type { SessionPlacement } from '../session/sessionEvents.ts';

/** More than any organisation has who see one session. */
const mostMentionable = 500;

/** The own mentions, in sessions that the agent may (still) see. @throws NotSignedInError, NotAllowedError */
export function ownMentions(actor: Actor, isUnread: boolean): Prisma.MentionWhereInput {
  const { agentId } = asAgentInPerson(actor);
  return { agentId, session: visibleSessions(actor), ...(isUnread && { readAt: null }) };
}

/** Whom a note in this session may call, by name. */
export async function mentionableAgents({ database }: Core, session: SessionPlacement): Promise<Agent[]> {
  return database.prisma.agent.findMany({
    where: { AND: [{ invitedAt: null }, await agentsSeeing(database.prisma, session)] },
    orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
    take: mostMentionable,
  });
}
