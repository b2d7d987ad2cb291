import type { Message, Session } from '../../prisma/generated/client/client.ts';
import { queuePosition } from '../assignment/queuePosition.ts';
import type { Core } from '../core/core.ts';
import type { Transaction } from '../core/transaction.ts';
import { reachOf } from '../session/sessionRules.ts';
import type { SiteHours } from '../site/siteHours.ts';
import type { SaidScript, ScriptMoment } from './scriptRules.ts';

/** As many of a visitor's new messages as are read for keywords: more come only from a flood. */
const mostNewTexts = 20;

/** A session as the scripts see it now. The caller has locked its row. */
export async function scriptMoment(
  core: Core,
  transaction: Transaction,
  session: Session,
  hours: SiteHours,
): Promise<ScriptMoment> {
  const now = core.clock.now();
  const { id: sessionId, lastMessageAt, lastMessageAuthor } = session;
  const said =
    session.lastSeq > 0
      ? await transaction.message.findMany({
          where: { sessionId, scriptKind: { not: null } },
          orderBy: { seq: 'asc' },
        })
      : [];
  const isNew = session.lastSeq > session.scriptedSeq;
  const newMessages = isNew
    ? await transaction.message.findMany({
        where: { sessionId, author: 'VISITOR', seq: { gt: session.scriptedSeq } },
        orderBy: { seq: 'desc' },
        take: mostNewTexts,
      })
    : [];
  const hasAgentWritten =
    lastMessageAuthor === 'AGENT' ||
    // Nobody has written, where there is no last message of a person.
    (session.visitorSpokeAt !== null &&
      (await transaction.message.findFirst({
        where: { sessionId, author: 'AGENT' },
        select: { seq: true },
      })) !== null);
  return {
    now,
    siteId: session.siteId,
    isOpen: hours.isOpenAt(now),
    startedAt: session.startedAt,
    reach: reachOf(session),
    queuePosition: await queuePosition(core, session, transaction),
    isUndisturbed: session.doNotDisturbSince === null,
    isVisitorHere: session.visitorGoneSince === null,
    hasVisitorSpoken: session.visitorSpokeAt !== null,
    hasAgentWritten,
    newTexts: newMessages.map(({ text }) => text).reverse(),
    lastWord:
      lastMessageAt && lastMessageAuthor && lastMessageAuthor !== 'SYSTEM'
        ? { author: lastMessageAuthor, at: lastMessageAt }
        : null,
    said: said.flatMap(asSaid),
  };
}

function asSaid({ scriptId, scriptKind, createdAt, about }: Message): SaidScript[] {
  if (scriptKind === null) return [];
  const queuePosition = scriptKind === 'QUEUE_POSITION' && about !== null ? Number(about) : null;
  return [{ scriptId, kind: scriptKind, at: createdAt, queuePosition }];
}
