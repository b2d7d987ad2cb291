import { z } from 'zod';
import type { Script } from '../../prisma/generated/client/client.ts';
import { lockRights } from '../agent/lockRights.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { assertSite, getScriptWithin } from './scriptAccess.ts';
import { scriptsChanged } from './scriptEvents.ts';
import { consistent, scriptFields, scriptShape } from './scriptShapeRules.ts';

const words = scriptShape.shape;
const shape = z.object({
  scriptId: id,
  siteId: id.nullish(),
  content: words.content.nullish(),
  keywords: words.keywords.nullish(),
  keywordMatch: words.keywordMatch.nullish(),
  delaySeconds: words.delaySeconds.nullish(),
  hours: words.hours.nullish(),
  mayFollowAgent: words.mayFollowAgent.nullish(),
  timesPerSession: words.timesPerSession.nullish(),
  isEnabled: words.isEnabled.nullish(),
});

/**
 * Changes a script, for the sessions that are live too; what was said stays said. What is left out or null stays, but for
 * the site: null means all sites. Its kind is what it is.
 * @throws InvalidInputError, NotAllowedError, NotFoundError
 */
export async function updateScript(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Script> {
  const { scriptId, siteId, ...given } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_SCRIPTS');
    const before = await getScriptWithin(transaction, scriptId);
    const wanted = consistent({
      kind: before.kind,
      siteId: siteId === undefined ? before.siteId : siteId,
      content: given.content ?? before.content,
      keywords: given.keywords ?? before.keywords,
      keywordMatch: given.keywordMatch ?? before.keywordMatch,
      delaySeconds: given.delaySeconds ?? before.delaySeconds,
      hours: given.hours ?? before.hours,
      mayFollowAgent: given.mayFollowAgent ?? before.mayFollowAgent,
      timesPerSession: given.timesPerSession ?? before.timesPerSession,
      isEnabled: given.isEnabled ?? before.isEnabled,
    });
    const changes = changesBetween(scriptFields, before, wanted);
    if (Object.keys(changes).length === 0) return before;
    if (changes.siteId) await assertSite(transaction, wanted.siteId);
    const script = await transaction.script.update({ where: { id: scriptId }, data: wanted });
    await recordAudit(transaction, manager, 'updateScript', { type: 'Script', id: scriptId }, changes);
    record(scriptsChanged());
    return script;
  });
}
