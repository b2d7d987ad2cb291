import type { Script, Session } from '../../prisma/generated/client/client.ts';
import { queryWithin, type RecordEvents, type Transaction } from '../core/transaction.ts';
import { appendMessage, plainMessage } from '../message/appendMessage.ts';
import { messageSent, sessionMoved } from '../session/sessionEvents.ts';
import { hoursText } from '../site/hoursTextRules.ts';
import type { SiteHours } from '../site/siteHours.ts';
import type { ScriptMoment } from './scriptRules.ts';
import { fillVariables } from './variableRules.ts';

/**
 * Writes a script's words into a session, as a message of the system that both sides see: it answers nothing, so the
 * visitor goes on waiting and nobody has more to read. The caller has locked the session's row.
 */
export async function sayScript(
  transaction: Transaction,
  record: RecordEvents,
  session: Session,
  script: Script,
  { now, said, queuePosition }: Pick<ScriptMoment, 'now' | 'said' | 'queuePosition'>,
  hours: SiteHours,
): Promise<void> {
  const [names] = await transaction.$queryRaw<{ visitor: string; site: string; agent: string | null }[]>`
    SELECT v."nickname" AS "visitor", s."name" AS "site", a."displayName" AS "agent"
    FROM "Visitor" v JOIN "Site" s ON s."id" = v."siteId" LEFT JOIN "Agent" a ON a."id" = ${session.ownerId}::uuid
    WHERE v."id" = ${session.visitorId}::uuid`;
  const text = fillVariables(script.content, {
    'visitor.nickname': names?.visitor ?? null,
    'agent.name': names?.agent ?? null,
    'site.name': names?.site ?? null,
    hours: hoursText(hours.schedules, session.language),
    'queue.position': queuePosition === null ? null : String(queuePosition),
  });
  const count = said.filter(({ scriptId }) => scriptId === script.id).length;
  const appended = await appendMessage(queryWithin(transaction), {
    ...plainMessage,
    sessionId: session.id,
    // The same for whoever would say it a second time.
    clientId: `script:${script.id}:${count}`,
    author: 'SYSTEM',
    about: script.kind === 'QUEUE_POSITION' && queuePosition !== null ? String(queuePosition) : null,
    text,
    scriptKind: script.kind,
    scriptId: script.id,
    createdAt: now,
  });
  if (appended) record(messageSent(appended.message), ...sessionMoved(session, appended.session));
}
