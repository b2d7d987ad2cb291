import { z } from 'zod';
import type { SessionOutcome } from '../../prisma/generated/client/client.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, name } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { assertNameIsFree, lockOutcomes } from './outcomeAccess.ts';

const shape = z.object({ name: name(40) });

/** Makes an outcome; it comes last. @throws InvalidInputError, NotAllowedError, OutcomeNameTakenError */
export async function createOutcome(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<SessionOutcome> {
  const { name } = checkInput(shape, input);
  return inTransaction(core, async (transaction) => {
    await lockOutcomes(transaction, actor);
    await assertNameIsFree(transaction, name);
    const last = await transaction.sessionOutcome.aggregate({ _max: { position: true } });
    const outcome = await transaction.sessionOutcome.create({
      data: { name, position: (last._max.position ?? -1) + 1 },
    });
    const changes = changesBetween(['name'], {}, outcome);
    await recordAudit(
      transaction,
      actor,
      'createOutcome',
      { type: 'SessionOutcome', id: outcome.id },
      changes,
    );
    return outcome;
  });
}
