import type { Prisma, Session } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import type { Publication } from '../core/pubsub.ts';
import type { Transaction } from '../core/transaction.ts';
import { sessionChanged } from '../session/sessionEvents.ts';
import { decide, hasRoom, type Candidate, type Decision } from './assignmentRules.ts';
import { candidatesFor } from './candidates.ts';

/** How many waiting sessions are looked at together. */
const pageSize = 100;

type Record = (...publications: Publication[]) => void;

/**
 * Gives live sessions that nobody answers to agents, in order of arrival, as far as there is room. Each new decision is
 * kept with its reason and candidates. The caller holds the lock.
 * @param arrivedId the session that has just been opened, if that is the occasion
 */
export async function assignWaiting(
  core: Core,
  transaction: Transaction,
  record: Record,
  arrivedId?: string,
): Promise<void> {
  const bySite = new Map<string, Candidate[]>();
  for (let last: Session | undefined; ;) {
    const page: Session[] = await transaction.session.findMany({
      where: { ownerId: null, endedAt: null, ...(last && after(last)) },
      orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
      take: pageSize,
    });
    for (const session of page) {
      const candidates = bySite.get(session.siteId) ?? (await candidatesFor(transaction, session.siteId));
      bySite.set(session.siteId, candidates);
      const decision = decide(candidates, await previousOwnerId(transaction, session, candidates));
      if (session.id === arrivedId || isNews(session, decision))
        await carryOut(core, transaction, record, session, decision, candidates);
    }
    last = page.at(-1);
    if (!last || page.length < pageSize) return;
  }
}

const after = ({ startedAt, id }: Session): Prisma.SessionWhereInput => ({
  OR: [{ startedAt: { gt: startedAt } }, { startedAt, id: { gt: id } }],
});

/** Who answered the visitor's last session, asked only where it can matter. */
async function previousOwnerId(
  transaction: Transaction,
  { visitorId, id }: Session,
  candidates: readonly Candidate[],
): Promise<string | null> {
  if (!candidates.some((one) => one.status === 'ONLINE' && hasRoom(one))) return null;
  const previous = await transaction.session.findFirst({
    where: { visitorId, id: { not: id }, ownerId: { not: null } },
    orderBy: { startedAt: 'desc' },
    select: { ownerId: true },
  });
  return previous?.ownerId ?? null;
}

/** Whether a decision changes anything: a session that still waits for the same reason is left alone. */
function isNews({ queuedAt }: Session, { reason, agentId }: Decision): boolean {
  return agentId !== null || (reason === 'QUEUED') !== (queuedAt !== null);
}

async function carryOut(
  core: Core,
  transaction: Transaction,
  record: Record,
  before: Session,
  { reason, agentId }: Decision,
  candidates: Candidate[],
): Promise<void> {
  const now = core.clock.now();
  await transaction.assignment.create({
    data: {
      sessionId: before.id,
      decidedAt: now,
      reason,
      agentId,
      candidates: candidates.map(({ lastAssignedAt, ...one }) => ({
        ...one,
        lastAssignedAt: lastAssignedAt?.toISOString() ?? null,
      })),
    },
  });
  const session = await transaction.session.update({
    where: { id: before.id },
    data: { ownerId: agentId, queuedAt: reason === 'QUEUED' ? now : null, version: { increment: 1 } },
  });
  const chosen = candidates.find((one) => one.agentId === agentId);
  if (chosen) {
    chosen.liveCount++;
    chosen.lastAssignedAt = now;
    await transaction.agent.update({ where: { id: chosen.agentId }, data: { lastAssignedAt: now } });
  }
  record(...sessionChanged(before, session));
}
