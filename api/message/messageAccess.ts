import type { Prisma } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';

/**
 * Which messages of a session that they may see an actor may read: visitors nothing internal, agents nothing that is
 * withheld now (SPEC 6). The twin of `messageSent` for what is read later.
 */
export function readableMessages(actor: Actor): Prisma.MessageWhereInput {
  if (actor.kind !== 'agent') return { isInternal: false };
  return { OR: [{ isWithheld: false }, { session: { doNotDisturbSince: null } }] };
}
