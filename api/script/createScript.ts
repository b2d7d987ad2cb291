import type { z } from 'zod';
import type { Script } from '../../prisma/generated/client/client.ts';
import { lockRights } from '../agent/lockRights.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { assertSite } from './scriptAccess.ts';
import { TooManyScriptsError } from './scriptErrors.ts';
import { scriptsChanged } from './scriptEvents.ts';
import { consistent, kindShape, mostScripts, scriptFields, scriptShape } from './scriptShapeRules.ts';

const shape = scriptShape.extend({ kind: kindShape });

/**
 * Makes a script; it comes last among those of its kind.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, TooManyScriptsError
 */
export async function createScript(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Script> {
  const words = consistent(checkInput(shape, input));
  return inTransaction(core, async (transaction, record) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_SCRIPTS');
    await assertSite(transaction, words.siteId);
    if ((await transaction.script.count()) >= mostScripts) throw new TooManyScriptsError();
    const last = await transaction.script.aggregate({
      where: { kind: words.kind },
      _max: { position: true },
    });
    const script = await transaction.script.create({
      data: { ...words, position: (last._max.position ?? -1) + 1 },
    });
    const changes = changesBetween(scriptFields, {}, words);
    await recordAudit(transaction, manager, 'createScript', { type: 'Script', id: script.id }, changes);
    record(scriptsChanged());
    return script;
  });
}
