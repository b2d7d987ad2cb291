import { z } from 'zod';
import type { Session } from '../../prisma/generated/client/client.ts';
import { lockAssignment } from '../assignment/lockAssignment.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction, type RecordEvents, type Transaction } from '../core/transaction.ts';
import { appendNotice } from '../message/appendNotice.ts';
import { lockVisitor } from '../visitor/visitorAccess.ts';
import { logWithheld } from './logWithheld.ts';
import { getSessionFor } from './sessionAccess.ts';
import { sessionChanged } from './sessionEvents.ts';
import { canSetDoNotDisturb } from './sessionRules.ts';

const shape = z.object({ sessionId: id, isOn: z.boolean() });

/**
 * Keeps the messages of a session's visitor from being delivered, in this session and the next ones, or lets them
 * through again: then what came meanwhile is delivered, marked (SPEC 6). The visitor notices nothing of it.
 * @throws InvalidInputError, NotFoundError, NotAllowedError
 */
export async function setDoNotDisturb(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Session> {
  const { sessionId, isOn } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    // Before the assignment's lock, as a visitor does who enters.
    const { visitorId } = await getSessionFor(core, actor, sessionId, transaction);
    await lockVisitor(transaction, visitorId);
    await lockAssignment(transaction);
    const before = await getSessionFor(core, actor, sessionId, transaction);
    if (!canSetDoNotDisturb(actor, before)) throw new NotAllowedError();
    if ((before.doNotDisturbSince !== null) === isOn) return before;
    const action = isOn ? 'startDoNotDisturb' : 'liftDoNotDisturb';
    await recordAudit(transaction, actor, action, { type: 'Visitor', id: before.visitorId });
    const since = isOn ? core.clock.now() : null;
    await transaction.visitor.update({
      where: { id: before.visitorId },
      data: { doNotDisturbSince: since, version: { increment: 1 } },
    });
    if (isOn) await keepAway(transaction, record, before, since);
    else {
      await logWithheld(core, transaction, before.visitorId);
      await letThrough(transaction, record, before.visitorId);
    }
    await appendNotice(core, transaction, record, actor, sessionId, {
      notice: isOn ? 'DO_NOT_DISTURB_STARTED' : 'DO_NOT_DISTURB_LIFTED',
      isInternal: true,
    });
    return transaction.session.findUniqueOrThrow({ where: { id: sessionId } });
  });
}

async function keepAway(
  transaction: Transaction,
  record: RecordEvents,
  before: Session,
  since: Date | null,
): Promise<void> {
  const session = await transaction.session.update({
    where: { id: before.id },
    // Nobody waits for an answer, and nothing is to be read.
    data: {
      doNotDisturbSince: since,
      waitingSince: null,
      leftMessageAt: null,
      unreadCount: 0,
      version: { increment: 1 },
    },
  });
  record(...sessionChanged(before, session));
}

/** All sessions of the visitor at once; what was withheld is unread, and in a live session waits since it came. */
async function letThrough(transaction: Transaction, record: RecordEvents, visitorId: string): Promise<void> {
  const sessions = await transaction.$queryRaw<Session[]>`
    UPDATE "Session" s SET "doNotDisturbSince" = NULL, "version" = s."version" + 1,
      "unreadCount" = w."unreadCount",
      "waitingSince" = CASE WHEN s."endedAt" IS NULL THEN w."waitingSince" END,
      "lastMessageAt" = COALESCE(last."createdAt", s."lastMessageAt"),
      "lastMessageAuthor" = COALESCE(last."author", s."lastMessageAuthor"),
      "lastMessageText" = COALESCE(left(last."text", 120), s."lastMessageText"),
      "lastMessageAttachment" = CASE WHEN last."author" IS NULL THEN s."lastMessageAttachment" ELSE last."kind" END,
      "activeAt" = GREATEST(s."activeAt", last."createdAt")
    FROM "Session" self
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE m."isWithheld")::int AS "unreadCount",
        min(m."createdAt") FILTER (WHERE m."isWithheld") AS "waitingSince"
      FROM "Message" m WHERE m."sessionId" = self."id" AND m."author" = 'VISITOR' AND m."createdAt" >= self."doNotDisturbSince"
    ) w
    LEFT JOIN LATERAL (
      SELECT m."createdAt", m."author", m."text", a."kind"
      FROM "Message" m LEFT JOIN "Attachment" a ON a."id" = m."attachmentId"
      WHERE m."sessionId" = self."id" AND m."author" <> 'SYSTEM' ORDER BY m."seq" DESC LIMIT 1
    ) last ON true
    WHERE self."visitorId" = ${visitorId}::uuid AND self."doNotDisturbSince" IS NOT NULL AND s."id" = self."id"
    RETURNING s.*`;
  for (const session of sessions) record(...sessionChanged(session, session));
}
