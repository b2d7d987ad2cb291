import type { Script, Session } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { inTransaction } from '../core/transaction.ts';
import type { SiteHours } from '../site/siteHours.ts';
import { scriptMoment } from './scriptMoment.ts';
import { judgeScripts, nextLook, type Judgement, type ScriptMoment } from './scriptRules.ts';
import { sayScript } from './sayScript.ts';

/**
 * Asks the scripts whether one has something to say in a session that is due, and says it: with what makes the session no
 * longer due in one transaction, so that it is said once, whichever process asks, and whenever one dies.
 * @param hours the site's
 */
export async function askScripts(
  core: Core,
  sessionId: string,
  scripts: readonly Script[],
  hours: SiteHours,
): Promise<void> {
  await inTransaction(core, async (transaction, record) => {
    // Locked: a message that is under way comes before it, and another process finds it no longer due.
    const [session] = await transaction.$queryRaw<Session[]>`
      SELECT * FROM "Session" WHERE "id" = ${sessionId}::uuid AND "endedAt" IS NULL
        AND "scriptDueAt" <= ${core.clock.now()}::timestamptz FOR NO KEY UPDATE`;
    if (!session) return;
    const moment = await scriptMoment(core, transaction, session, hours);
    const judgements = judgeScripts(scripts, moment);
    const script = judgements.find(({ verdict }) => verdict === 'SAID')?.script;
    const due = nextLook(script ? judgeScripts(scripts, afterSaying(moment, script)) : judgements);
    if (script) await sayScript(transaction, record, session, script, moment, hours);
    // No event and no new version: nobody sees these two.
    await transaction.session.updateMany({
      where: { id: sessionId },
      data: { scriptDueAt: due, ...(!isUnanswered(judgements) && { scriptedSeq: session.lastSeq }) },
    });
  });
}

function afterSaying(moment: ScriptMoment, { id, kind }: Script): ScriptMoment {
  const { now, queuePosition, said } = moment;
  return { ...moment, newTexts: [], said: [...said, { scriptId: id, kind, at: now, queuePosition }] };
}

/** Whether what the visitor has written is to be looked at again, because its answer had to wait. */
function isUnanswered(judgements: readonly Judgement[]): boolean {
  if (judgements.some(({ verdict }) => verdict === 'SAID')) return false;
  return judgements.some(
    ({ script, verdict }) =>
      verdict === 'TOO_SOON' && ['KEYWORD', 'AFTER_HOURS', 'NOBODY_REACHABLE'].includes(script.kind),
  );
}
