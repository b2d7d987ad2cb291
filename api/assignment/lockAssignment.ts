import type { Transaction } from '../core/transaction.ts';

/** Any number that nothing else takes an advisory lock on. */
const assignmentLock = 7_402_155_906;

/**
 * Takes the lock under which sessions are given to agents, until the transaction's end. Whoever changes what decisions
 * are made from (a session's end, an agent's status) takes it first, before any row's lock, and calls `assignWaiting`
 * afterwards: so nobody waits while a slot is free, no later visitor overtakes an earlier one, and nobody waits for a row
 * that is held by somebody who waits for this.
 */
export async function lockAssignment(transaction: Transaction): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${assignmentLock})`;
}
