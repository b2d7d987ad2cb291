import type { Prisma, Session } from '../../prisma/generated/client/client.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { literal } from '../core/input.ts';
import type { Transaction } from '../core/transaction.ts';
import { visibleSessions } from '../session/sessionAccess.ts';
import { VisitorBlockedError } from './blockErrors.ts';

/** The blocks that are in force at a moment. */
export function blocksInForce(now: Date): Prisma.BlockWhereInput {
  return { liftedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
}

/**
 * The blocks in force that an agent may know of: of visitors in whose sessions they have an insight.
 * @param search a part of the reason, the address, the visitor's nickname or the name of who blocked
 */
export function visibleBlocks(actor: AgentActor, now: Date, search: string): Prisma.BlockWhereInput {
  const contains = literal(search.trim());
  const like = { contains, mode: 'insensitive' } as const;
  const found: Prisma.BlockWhereInput = {
    OR: [{ reason: like }, { address: like }, { agentName: like }, { visitor: { nickname: like } }],
  };
  const known = { visitor: { sessions: { some: visibleSessions(actor) } } };
  return { AND: [blocksInForce(now), known, contains ? found : {}] };
}

/** @throws VisitorBlockedError when the visitor, or whoever comes from the address, is kept out */
export async function assertNotBlocked(
  core: Core,
  transaction: Transaction,
  { visitorId, address }: Pick<Session, 'visitorId' | 'address'>,
): Promise<void> {
  const block = await transaction.block.findFirst({
    where: { AND: [blocksInForce(core.clock.now()), { OR: [{ visitorId }, { address }] }] },
    select: { id: true },
  });
  if (block) throw new VisitorBlockedError();
}
