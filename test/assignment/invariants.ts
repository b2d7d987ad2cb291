import type { Core } from '../../api/core/core.ts';
import type { Agent, Assignment, Session } from '../../prisma/generated/client/client.ts';
import type { AssignmentReason } from '../../prisma/generated/client/enums.ts';

/** Everything that assignment is about, as it stands in the database at a moment. */
export interface Picture {
  agents: Map<string, Agent & { path: string }>;
  sessions: Map<string, Session>;
  /** The paths of the departments that serve sites. */
  serving: { siteId: string; path: string }[];
  /** First to last. */
  decisions: Assignment[];
}

export async function takePicture({ database }: Pick<Core, 'database'>): Promise<Picture> {
  const agents = await database.query<Agent & { path: string }>(
    `SELECT a.*, d."path" FROM "Agent" a JOIN "Department" d ON d."id" = a."departmentId"
     WHERE a."deactivatedAt" IS NULL`,
    [],
  );
  const serving = await database.query<{ siteId: string; path: string }>(
    `SELECT sd."siteId", d."path" FROM "SiteDepartment" sd JOIN "Department" d ON d."id" = sd."departmentId"`,
    [],
  );
  const sessions = await database.query<Session>('SELECT * FROM "Session"', []);
  const decisions = await database.query<Assignment>('SELECT * FROM "Assignment" ORDER BY "decidedAt"', []);
  return { agents: byId(agents), sessions: byId(sessions), serving, decisions };
}

const byId = <T extends { id: string }>(rows: T[]) => new Map(rows.map((row) => [row.id, row]));

/** Reasons by which an agent may get more than the capacity allows. */
const pressing = new Set<AssignmentReason>([
  'FORCED_ON_BUSY',
  'TAKEN',
  'TRANSFERRED',
  'HANDED_OVER',
  'HAND_OVER_UNDONE',
]);

/** What of SPEC 1, 2 and 8 is broken at a moment, and was since another one; in words, empty when all is well. */
export function broken(before: Picture, after: Picture): string[] {
  const known = new Set(before.decisions.map(({ id }) => id));
  const decisions = after.decisions.filter(({ id }) => !known.has(id));
  return [
    ...brokenNow(after),
    ...brokenLoads(before, after, decisions),
    ...brokenDecisions(decisions),
    ...brokenOwners(before, after, decisions),
    ...brokenOrder(before, after, decisions),
  ];
}

const isLive = ({ endedAt }: Session) => endedAt === null;
const isWaiting = (session: Session) => isLive(session) && session.ownerId === null;

function loadOf({ sessions }: Picture, agentId: string): number {
  return [...sessions.values()].filter((one) => isLive(one) && one.ownerId === agentId).length;
}

/** The agents who could be given a site's sessions. */
function servingAgents({ agents, serving }: Picture, siteId: string) {
  const paths = serving.filter((one) => one.siteId === siteId).map(({ path }) => path);
  return [...agents.values()].filter(
    (agent) => agent.capacity > 0 && paths.some((path) => agent.path.startsWith(path)),
  );
}

/** What must hold at every moment. */
function brokenNow(now: Picture): string[] {
  const wrong: string[] = [];
  const last = new Map(now.decisions.map((decision) => [decision.sessionId, decision]));
  for (const session of now.sessions.values()) {
    const { id, ownerId, queuedAt } = session;
    const say = (what: string) => wrong.push(`session ${id} ${what}`);
    if (!isLive(session)) {
      if (queuedAt) say('has ended and stands in the queue');
      continue;
    }
    if ((last.get(id)?.agentId ?? null) !== ownerId || !last.has(id))
      say('has another owner than the last decision says');
    if (ownerId) {
      const owner = now.agents.get(ownerId);
      if (owner?.status === 'OFFLINE') say('belongs to an agent who is OFFLINE');
      if (owner?.departmentId !== session.departmentId) say('is not in its owner’s department');
      if (queuedAt) say('has an owner and stands in the queue');
      continue;
    }
    const team = servingAgents(now, session.siteId);
    const online = team.filter(({ status }) => status === 'ONLINE');
    if (online.some((agent) => loadOf(now, agent.id) < agent.capacity))
      say('waits while somebody ONLINE has room');
    if (online.length === 0 && team.some(({ status }) => status === 'BUSY'))
      say('waits while it could be forced on somebody BUSY');
    if (online.length > 0 !== (queuedAt !== null))
      say(queuedAt ? 'stands in a queue that nobody serves' : 'does not stand in the queue');
  }
  return wrong;
}

/** Nobody is above capacity, unless a hand or force put the surplus there, or the capacity was lowered. */
function brokenLoads(before: Picture, after: Picture, decisions: Assignment[]): string[] {
  return [...after.agents.values()].flatMap(({ id, capacity }) => {
    const gifts = decisions.filter(({ agentId }) => agentId === id);
    const was = before.agents.get(id)?.capacity ?? capacity;
    const [load, surplus] = [loadOf(after, id), Math.max(0, loadOf(before, id) - was)];
    if (gifts.some(({ reason }) => pressing.has(reason)) || was > capacity) return [];
    return load > capacity && (gifts.length > 0 || load - capacity > surplus)
      ? [`agent ${id} has ${load} of ${capacity}`]
      : [];
  });
}

/** The rules give nothing to an agent who is AWAY or OFFLINE, and to one who is BUSY only by force. */
function brokenDecisions(decisions: Assignment[]): string[] {
  const wrong: string[] = [];
  for (const { agentId, decidedById, reason, candidates } of decisions) {
    if (!agentId || decidedById) continue;
    const chosen = (candidates as { agentId: string; status: string }[]).find(
      (one) => one.agentId === agentId,
    );
    const wanted = reason === 'FORCED_ON_BUSY' ? 'BUSY' : 'ONLINE';
    if (chosen?.status !== wanted) wrong.push(`${reason} chose agent ${agentId}, ${chosen?.status}`);
  }
  return wrong;
}

/** No owner changes without a decision. */
function brokenOwners(before: Picture, after: Picture, decisions: Assignment[]): string[] {
  const wrong: string[] = [];
  for (const session of after.sessions.values()) {
    const was = before.sessions.get(session.id)?.ownerId ?? null;
    const isDecided = decisions.some(
      ({ sessionId, agentId }) => sessionId === session.id && agentId === session.ownerId,
    );
    if (isLive(session) && was !== session.ownerId && !isDecided)
      wrong.push(`session ${session.id} changed its owner without a decision`);
  }
  return wrong;
}

/** Nobody who has waited all the time came before somebody of the same site whom the rules gave to an agent meanwhile. */
function brokenOrder(before: Picture, after: Picture, decisions: Assignment[]): string[] {
  const chosen = new Set(
    decisions.filter(({ agentId, decidedById }) => agentId && !decidedById).map(({ sessionId }) => sessionId),
  );
  const waiting = [...after.sessions.values()].filter((session) => {
    const was = before.sessions.get(session.id);
    return was !== undefined && isWaiting(was) && isWaiting(session);
  });
  return waiting
    .filter(({ id }) => !decisions.some(({ sessionId, agentId }) => agentId && sessionId === id))
    .filter((early) =>
      [...after.sessions.values()].some(
        (late) => late.siteId === early.siteId && late.startedAt > early.startedAt && chosen.has(late.id),
      ),
    )
    .map(({ id }) => `session ${id} was overtaken`);
}
