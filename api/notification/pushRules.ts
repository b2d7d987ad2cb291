import type { PendingPush, Session } from '../../prisma/generated/client/client.ts';
import type { NotificationManner } from './notificationRules.ts';

/** That somebody looks at the console holds for so long; clients say it again in good time (`limits.watchingIntervalMs`). */
export const watchingMs = 45_000;
/** What nobody saw after so long is told by the list when they come. */
export const pushLifeMs = 10 * 60_000;
/** A pause after which is looked again whether an agent who was looking has read it. */
const lookAgainMs = 5_000;
/** The pause after the first failure; it doubles with each. */
const retryMs = 2_000;

export type PushVerdict = 'SEND' | 'LATER' | 'DROP';

/** What decides about a push at the moment of sending. */
export interface PushFacts {
  pending: Pick<PendingPush, 'agentId' | 'kind' | 'mark' | 'raisedAt'>;
  session: Pick<Session, 'ownerId' | 'endedAt' | 'agentReadSeq' | 'waitingSince' | 'leftMessageAt'>;
  manner: NotificationManner;
  /** Whether the agent looks at the console somewhere. */
  isWatching: boolean;
}

/**
 * Whether to push now what an agent is to be notified of: not what is settled since, nor what they do not want to be shown; to
 * those who look at the console only that somebody is overdue, and of a message when they have stopped without reading it.
 */
export function pushVerdict({ pending, session, manner, isWatching }: PushFacts, now: Date): PushVerdict {
  const isOld = now.getTime() - pending.raisedAt.getTime() > pushLifeMs;
  if (isOld || !manner.isShown || session.endedAt || isSettled(pending, session)) return 'DROP';
  if (!isWatching || pending.kind === 'OVERDUE') return 'SEND';
  return pending.kind === 'MESSAGE_RECEIVED' ? 'LATER' : 'DROP';
}

/** Whether somebody has seen to it. */
function isSettled(
  { agentId, kind, mark }: PushFacts['pending'],
  { ownerId, agentReadSeq, waitingSince, leftMessageAt }: PushFacts['session'],
): boolean {
  switch (kind) {
    case 'MESSAGE_RECEIVED':
      return ownerId !== agentId || agentReadSeq >= mark;
    case 'SESSION_ASSIGNED':
    case 'SESSION_TRANSFERRED':
      return ownerId !== agentId;
    case 'MESSAGE_LEFT':
      return leftMessageAt === null;
    case 'OVERDUE':
      return waitingSince === null;
    case 'MENTION':
      return false;
  }
}

/** When to look again: soon after one who was looking, ever later after failures. */
export function nextAttemptAt(now: Date, failuresCount: number): Date {
  const pause = failuresCount === 0 ? lookAgainMs : retryMs * 2 ** Math.min(failuresCount - 1, 6);
  return new Date(now.getTime() + pause);
}
