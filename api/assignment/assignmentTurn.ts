import pLimit, { type LimitFunction } from 'p-limit';
import type { Core } from '../core/core.ts';
import type { Pubsub } from '../core/pubsub.ts';

/**
 * How many of a process' entries stand at the assignment's lock at once: one that has it, and one that is ready to. Each
 * holds a connection meanwhile, and a crowd at the door must leave connections for everything else.
 */
const width = 2;

/** By what every copy of a process' core shares. */
const turns = new WeakMap<Pubsub, LimitFunction>();

/** Does what will wait for the assignment's lock when its turn comes, in order of arrival. */
export function inAssignmentTurn<Result>(core: Core, work: () => Promise<Result>): Promise<Result> {
  const turn = turns.get(core.pubsub) ?? pLimit(width);
  turns.set(core.pubsub, turn);
  return turn(work);
}
