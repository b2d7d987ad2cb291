import { Prisma, type Session } from '../../prisma/generated/client/client.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';
import { isForSite, type Actor, type AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import type { Transaction } from '../core/transaction.ts';
import type { SessionPlacement } from './sessionEvents.ts';
import { readSession, type MoreOfSessions } from './sessionReads.ts';

/**
 * Which sessions an actor may see, as a condition that every list merges (SPEC 7, DESIGN "Authorization in two
 * layers"). Its twin for live events is `sessionListTopics` with `isForSite`.
 */
export function visibleSessions(actor: Actor): Prisma.SessionWhereInput {
  if (actor.kind === 'visitor') return { visitorId: actor.visitorId };
  if (actor.kind === 'anonymous') return { id: { in: [] } };
  if (actor.siteId === null) return visibleOnSites(actor);
  return { AND: [visibleOnSites(actor), { siteId: actor.siteId }] };
}

function visibleOnSites(actor: AgentActor): Prisma.SessionWhereInput {
  if (actor.permissions.has('SEE_ALL_SESSIONS')) return {};
  if (actor.permissions.has('SEE_DEPARTMENT_SESSIONS')) {
    return {
      OR: [{ ownerId: actor.agentId }, { department: { path: { startsWith: actor.departmentPath } } }],
    };
  }
  if (!actor.permissions.has('SEE_OWN_SESSIONS')) return { id: { in: [] } };
  return {
    OR: [{ ownerId: actor.agentId }, { ownerId: null, endedAt: null, departmentId: actor.departmentId }],
  };
}

/** Whether an actor may see a session that is at hand already because it is their own: never more than `visibleSessions`. */
export function seesAsOwn(actor: Actor, session: Session): boolean {
  if (actor.kind === 'visitor') return session.visitorId === actor.visitorId;
  if (actor.kind === 'anonymous' || session.ownerId !== actor.agentId) return false;
  return isForSite(actor, session.siteId) && seeing.some((permission) => actor.permissions.has(permission));
}

/** Each of these lets an agent see at least their own sessions. */
const seeing = ['SEE_OWN_SESSIONS', 'SEE_DEPARTMENT_SESSIONS', 'SEE_ALL_SESSIONS'] as const;

/** Which agents may see a session: `visibleSessions` the other way round; a test holds the two against each other. */
export async function agentsSeeing(
  transaction: Transaction,
  { ownerId, departmentId, endedAt }: SessionPlacement,
): Promise<Prisma.AgentWhereInput> {
  const { path } = await transaction.department.findUniqueOrThrow({
    where: { id: departmentId },
    select: { path: true },
  });
  const withRight = (permission: Permission) => ({ role: { permissions: { has: permission } } });
  const above = path.split('/').filter(Boolean);
  const isOwner = { id: { in: ownerId ? [ownerId] : [] } };
  const isForTaking = ownerId === null && endedAt === null;
  return {
    deactivatedAt: null,
    OR: [
      withRight('SEE_ALL_SESSIONS'),
      { ...withRight('SEE_DEPARTMENT_SESSIONS'), OR: [isOwner, { departmentId: { in: above } }] },
      { ...withRight('SEE_OWN_SESSIONS'), ...(isForTaking ? { departmentId } : isOwner) },
    ],
  };
}

/** Lets nobody change the session, nor append to it, until the transaction is over. */
export async function lockSession(transaction: Transaction, sessionId: string): Promise<void> {
  await transaction.$executeRaw`SELECT 1 FROM "Session" WHERE "id" = ${sessionId}::uuid FOR NO KEY UPDATE`;
}

const nothingMore: MoreOfSessions = () => Prisma.empty;

/**
 * Loads a session that the actor may see; without a transaction past Prisma, because every message begins with it.
 * @throws InvalidInputError for what is no id, NotFoundError for a session that is missing or not the actor's to see.
 */
export async function getSessionFor(
  core: Core,
  actor: Actor,
  sessionId: string,
  transaction?: Transaction,
): Promise<Session> {
  if (!transaction) return getSessionWith(core, actor, sessionId, nothingMore);
  const checked = checkInput(id, sessionId);
  const session = await transaction.session.findFirst({
    where: { AND: [{ id: checked }, visibleSessions(actor)] },
  });
  if (!session) throw new NotFoundError('session');
  return session;
}

/**
 * Loads a session that the actor may see, and in the same statement what `more` adds to its columns.
 * @param more as `readSession` takes it @throws as `getSessionFor`
 */
export async function getSessionWith<More extends object>(
  core: Core,
  actor: Actor,
  sessionId: string,
  more: MoreOfSessions,
): Promise<Session & More> {
  const session = await readSession<More>(core, actor, checkInput(id, sessionId), more);
  if (!session) throw new NotFoundError('session');
  return session;
}
