import { z } from 'zod';
import type { SessionOutcome } from '../../prisma/generated/client/client.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inGivenOrder, writePositions } from '../core/positions.ts';
import { inTransaction } from '../core/transaction.ts';
import { lockOutcomes } from './outcomeAccess.ts';

const shape = z.object({ outcomeIds: z.array(id).max(1000) });

/**
 * Puts the outcomes in an order; those that are left out come after them, as they were.
 * @returns all of them @throws InvalidInputError, NotAllowedError
 */
export async function orderOutcomes(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<SessionOutcome[]> {
  const { outcomeIds } = checkInput(shape, input);
  return inTransaction(core, async (transaction) => {
    await lockOutcomes(transaction, actor);
    const before = await transaction.sessionOutcome.findMany({
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    });
    const after = inGivenOrder(before, outcomeIds);
    const names = (outcomes: typeof before) => outcomes.map(({ name }) => name);
    if (names(before).join() === names(after).join()) return before;
    await writePositions(
      transaction,
      'SessionOutcome',
      after.map((outcome) => outcome.id),
    );
    const changes = { order: { before: names(before), after: names(after) } };
    await recordAudit(transaction, actor, 'orderOutcomes', { type: 'SessionOutcome', id: 'all' }, changes);
    return after.map((outcome, position) => ({ ...outcome, position }));
  });
}
