import { z } from 'zod';
import { lockRights } from '../agent/lockRights.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getScriptWithin } from './scriptAccess.ts';
import { scriptsChanged } from './scriptEvents.ts';
import { scriptFields } from './scriptShapeRules.ts';

const shape = z.object({ scriptId: id });

/**
 * Deletes a script; what it has said stays where it was said.
 * @returns its id @throws InvalidInputError, NotAllowedError, NotFoundError
 */
export async function deleteScript(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<string> {
  const { scriptId } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_SCRIPTS');
    const script = await getScriptWithin(transaction, scriptId);
    await transaction.script.delete({ where: { id: scriptId } });
    const changes = changesBetween(scriptFields, script, {});
    await recordAudit(transaction, manager, 'deleteScript', { type: 'Script', id: scriptId }, changes);
    record(scriptsChanged());
    return scriptId;
  });
}
