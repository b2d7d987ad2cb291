import type { Session } from '../../prisma/generated/client/client.ts';
import type { Notice } from '../../prisma/generated/client/enums.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { queryWithin, type RecordEvents, type Transaction } from '../core/transaction.ts';
import { messageSent, sessionMoved } from '../session/sessionEvents.ts';
import { appendMessage, plainMessage } from './appendMessage.ts';

/** What the system writes into a thread. */
export interface NoticeLine {
  notice: Notice;
  /** Whom or what it is about, by name. */
  about?: string | null;
  text?: string;
  /** Only agents see it. */
  isInternal: boolean;
}

/**
 * Writes a system line into a session's thread and records it. Takes the session's row lock: a message that is under way
 * comes before it. An ended session has its last line already, and gets none.
 * @param actor who did it; null when nobody did
 * @returns whether it was written
 */
export async function appendNotice(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  actor: Actor | null,
  sessionId: Session['id'],
  { notice, about = null, text = '', isInternal }: NoticeLine,
): Promise<boolean> {
  const agent = actor?.kind === 'agent' ? actor : undefined;
  const appended = await appendMessage(queryWithin(transaction), {
    ...plainMessage,
    sessionId,
    clientId: `notice:${crypto.randomUUID()}`,
    author: 'SYSTEM',
    ...(agent && { agentId: agent.agentId, agentName: agent.displayName }),
    notice,
    about,
    text,
    isInternal,
    createdAt: core.clock.now(),
  });
  if (appended) record(messageSent(appended.message), ...sessionMoved(appended.session, appended.session));
  return appended !== undefined;
}
