import type { Prisma, Session } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { decideFor, hasRoom, type Candidate, type Decision } from './assignmentRules.ts';
import { candidatesFor, type Candidacy } from './candidates.ts';
import { giveSession } from './giveSession.ts';
import { keepWaiting } from './keepWaiting.ts';

/** How many waiting sessions are looked at together: most often none or one can be given to somebody. */
const pageSize = 20;

/**
 * Gives live sessions that nobody answers to agents, in order of arrival, as far as there is room. Each new decision is
 * kept with its reason and candidates. The caller holds the lock.
 *
 * What it reads does not grow with the queue: once one session of a site has to wait, all later ones of that site do.
 * @param arrivedIds the sessions that wait only since now: opened, or let go of, if that is the occasion
 */
export async function assignWaiting(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  arrivedIds: readonly string[] = [],
): Promise<void> {
  const bySite = new Map<string, Candidacy>();
  const full = new Map<string, { reason: Decision['reason']; candidates: readonly Candidate[] }>();
  for (let last: Session | undefined; ;) {
    const page: Session[] = await transaction.session.findMany({
      where: {
        ownerId: null,
        endedAt: null,
        ...(full.size > 0 && { siteId: { notIn: [...full.keys()] } }),
        ...(last && after(last)),
      },
      orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
      take: pageSize,
    });
    for (const session of page.filter(({ siteId }) => !full.has(siteId))) {
      const candidacy =
        bySite.get(session.siteId) ?? (await candidatesFor(core, transaction, session.siteId));
      bySite.set(session.siteId, candidacy);
      const { candidates } = candidacy;
      const decision = decideFor(candidacy, await previousOwnerId(transaction, session, candidates));
      const chosen = candidates.find(({ agentId }) => agentId === decision.agentId);
      if (!chosen) full.set(session.siteId, { reason: decision.reason, candidates });
      else await give(session, chosen, decision.reason, candidates);
    }
    last = page.at(-1);
    if (!last || page.length < pageSize) break;
  }
  for (const [siteId, { reason, candidates }] of full)
    await keepWaiting(core, transaction, record, siteId, reason, candidates, arrivedIds);

  async function give(
    session: Session,
    agent: Candidate,
    reason: Decision['reason'],
    candidates: readonly Candidate[],
  ): Promise<void> {
    await giveSession(core, transaction, record, session, { agent, reason, candidates });
    // For the next decision of the same transaction.
    for (const { candidates: known } of bySite.values()) {
      for (const one of known) {
        if (one.agentId !== agent.agentId) continue;
        one.liveCount++;
        one.lastAssignedAt = core.clock.now();
      }
    }
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
