import type { Session } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';

/**
 * The name under which an actor's words appear to the visitor: the owner's, also when a colleague assists (SPEC 7).
 * Null for visitors, who have none. Asks the database only about a colleague's session.
 */
export async function nameShownToVisitor(
  core: Core,
  actor: Actor,
  { ownerId }: Pick<Session, 'ownerId'>,
): Promise<string | null> {
  if (actor.kind !== 'agent') return null;
  if (ownerId === null || ownerId === actor.agentId) return actor.displayName;
  const owner = await core.database.prisma.agent.findUnique({
    where: { id: ownerId },
    select: { displayName: true },
  });
  return owner?.displayName ?? actor.displayName;
}
