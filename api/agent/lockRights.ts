import type { Permission } from '../../prisma/generated/client/enums.ts';
import { asAgent, hasPermission, type Actor, type AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError, NotSignedInError } from '../core/errors.ts';
import type { Transaction } from '../core/transaction.ts';
import { currentActor } from './authenticateAgent.ts';

/** Any number that nothing else takes an advisory lock on. */
const rightsLock = 7_402_155_903;

/**
 * Lets one change of roles, departments or agents at a time pass, until the transaction ends, and reads the rights of
 * whoever makes it anew: two changes at once could each be right and together make a cycle of departments, or leave
 * nobody who manages roles. These changes are rare; nothing else waits for this lock.
 * @returns the actor with the rights that hold until the transaction ends
 * @throws NotSignedInError, NotAllowedError
 */
export async function lockRights(
  core: Core,
  transaction: Transaction,
  actor: Actor,
  permission: Permission,
): Promise<AgentActor> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${rightsLock})`;
  const now = await currentActor(core, asAgent(actor), transaction);
  if (!now) throw new NotSignedInError();
  if (!hasPermission(now, permission)) throw new NotAllowedError();
  return now;
}
