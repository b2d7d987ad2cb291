import { z } from 'zod';
import type { Script } from '../../prisma/generated/client/client.ts';
import { lockRights } from '../agent/lockRights.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inGivenOrder, writePositions } from '../core/positions.ts';
import { inTransaction } from '../core/transaction.ts';
import { scriptsChanged } from './scriptEvents.ts';
import { kindShape, mostScripts } from './scriptShapeRules.ts';

const shape = z.object({ kind: kindShape, scriptIds: z.array(id).max(mostScripts) });

/**
 * Puts the scripts of a kind in an order: of those that fit, the first speaks. Those that are left out come after them, as
 * they were.
 * @returns all of the kind @throws InvalidInputError, NotAllowedError
 */
export async function orderScripts(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Script[]> {
  const { kind, scriptIds } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_SCRIPTS');
    const before = await transaction.script.findMany({
      where: { kind },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    });
    const after = inGivenOrder(before, scriptIds);
    const idsOf = (scripts: readonly Script[]) => scripts.map((script) => script.id);
    if (idsOf(before).join() === idsOf(after).join()) return before;
    await writePositions(transaction, 'Script', idsOf(after));
    const changes = { order: { before: idsOf(before), after: idsOf(after) } };
    await recordAudit(transaction, manager, 'orderScripts', { type: 'Script', id: kind }, changes);
    record(scriptsChanged());
    return after.map((script, position) => ({ ...script, position }));
  });
}
