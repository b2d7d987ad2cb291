import type { Message } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';

/** An agent takes a message back for so long after it was stored, in milliseconds. */
export const recallMs = 120_000;

/**
 * Until when whoever asks may take a message back: their own, for two minutes. Null for what never can be: somebody
 * else's, what visitors and the system wrote, and what is taken back already.
 */
export function recallableUntil(
  actor: Actor,
  {
    author,
    agentId,
    createdAt,
    recalledAt,
  }: Pick<Message, 'author' | 'agentId' | 'createdAt' | 'recalledAt'>,
): Date | null {
  const isOwn = actor.kind === 'agent' && author === 'AGENT' && agentId === actor.agentId;
  return isOwn && !recalledAt ? new Date(createdAt.getTime() + recallMs) : null;
}
