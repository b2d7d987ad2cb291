import { z } from 'zod';
import type { SessionOutcome } from '../../prisma/generated/client/client.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id, name } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { assertNameIsFree, getOutcome, lockOutcomes } from './outcomeAccess.ts';

const shape = z.object({ outcomeId: id, name: name(40).nullish(), isArchived: z.boolean().nullish() });

/**
 * Renames an outcome, also where it was chosen, or no longer offers it, or offers it again. What is left out stays.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, OutcomeNameTakenError
 */
export async function updateOutcome(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<SessionOutcome> {
  const { outcomeId, name, isArchived } = checkInput(shape, input);
  return inTransaction(core, async (transaction) => {
    await lockOutcomes(transaction, actor);
    const before = await getOutcome(transaction, outcomeId);
    const told = (outcome: SessionOutcome) => ({
      name: outcome.name,
      isArchived: outcome.archivedAt !== null,
    });
    const wanted = { name: name ?? before.name, isArchived: isArchived ?? told(before).isArchived };
    const changes = changesBetween(['name', 'isArchived'], told(before), wanted);
    if (Object.keys(changes).length === 0) return before;
    if (!wanted.isArchived) await assertNameIsFree(transaction, wanted.name, outcomeId);
    const target = { type: 'SessionOutcome', id: outcomeId } as const;
    await recordAudit(transaction, actor, 'updateOutcome', target, changes);
    const archivedAt = wanted.isArchived ? (before.archivedAt ?? core.clock.now()) : null;
    return transaction.sessionOutcome.update({
      where: { id: outcomeId },
      data: { name: wanted.name, archivedAt },
    });
  });
}
