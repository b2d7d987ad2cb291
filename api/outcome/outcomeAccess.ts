import type { SessionOutcome } from '../../prisma/generated/client/client.ts';
import { hasPermission, type Actor } from '../core/actor.ts';
import { InvalidInputError, NotAllowedError, NotFoundError } from '../core/errors.ts';
import type { Transaction } from '../core/transaction.ts';
import type { Settings } from '../setting/settingRules.ts';
import { OutcomeNameTakenError } from './outcomeErrors.ts';

/** Any number that nothing else takes an advisory lock on. */
const outcomesLock = 7_402_155_921;

/** Lets nobody else change the outcomes until the transaction ends. @throws NotAllowedError */
export async function lockOutcomes(transaction: Transaction, actor: Actor): Promise<void> {
  if (!hasPermission(actor, 'MANAGE_SETTINGS')) throw new NotAllowedError();
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${outcomesLock})`;
}

/** @throws NotFoundError */
export async function getOutcome(transaction: Transaction, id: string): Promise<SessionOutcome> {
  const outcome = await transaction.sessionOutcome.findUnique({ where: { id } });
  if (!outcome) throw new NotFoundError('outcome');
  return outcome;
}

/** @throws OutcomeNameTakenError when another one that is offered has the name */
export async function assertNameIsFree(
  transaction: Transaction,
  name: string,
  ownId?: string,
): Promise<void> {
  const taken = await transaction.sessionOutcome.findFirst({
    where: { name, archivedAt: null, NOT: ownId ? { id: ownId } : [] },
    select: { id: true },
  });
  if (taken) throw new OutcomeNameTakenError();
}

/**
 * Checks what an agent says of how a session came out: something that is offered, or nothing where that may be.
 * @throws NotFoundError, InvalidInputError when one must be chosen
 */
export async function assertOutcomeFits(
  transaction: Transaction,
  { outcomeRequired }: Pick<Settings, 'outcomeRequired'>,
  outcomeId: string | null | undefined,
): Promise<void> {
  if (outcomeId != null) {
    const { archivedAt } = await getOutcome(transaction, outcomeId);
    if (archivedAt) throw new NotFoundError('outcome');
  } else if (outcomeRequired) {
    const offered = await transaction.sessionOutcome.findFirst({ where: { archivedAt: null } });
    if (offered) throw new InvalidInputError([{ field: 'outcomeId', rule: 'REQUIRED' }]);
  }
}
