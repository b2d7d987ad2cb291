import type { AgentStatus, AssignmentReason } from '../../prisma/generated/client/enums.ts';

/** An agent who could answer, as of this moment. */
export interface Candidate {
  agentId: string;
  /** The agent's name at that moment. */
  displayName: string;
  departmentId: string;
  status: AgentStatus;
  liveCount: number;
  capacity: number;
  /** Null when never: that is the longest of all. */
  lastAssignedAt: Date | null;
  /** Which of the site's departments the agent stands for: the lowest is asked first. */
  rank: number;
}

/** Who answers a session, and why; nobody yet when `agentId` is null. */
export interface Decision {
  reason: AssignmentReason;
  agentId: string | null;
}

/**
 * Decides who answers a session (SPEC 1 and 分配规则). Never somebody who is AWAY or OFFLINE; beyond capacity only when
 * it is forced on a BUSY agent because nobody is ONLINE. An agent whose capacity is 0 is never asked.
 * @param sameAgentId who answered the visitor's session before
 */
export function decide(candidates: readonly Candidate[], sameAgentId?: string | null): Decision {
  const willing = candidates.filter(({ capacity }) => capacity > 0);
  const online = willing.filter(({ status }) => status === 'ONLINE');
  const withRoom = online.filter(hasRoom);
  const same = withRoom.find(({ agentId }) => agentId === sameAgentId);
  if (same) return { reason: 'SAME_AGENT', agentId: same.agentId };
  const [next] = withRoom.toSorted(byTurn);
  if (next) return { reason: 'LEAST_LOADED', agentId: next.agentId };
  if (online.length > 0) return { reason: 'QUEUED', agentId: null };
  const [forced] = willing.filter(({ status }) => status === 'BUSY').toSorted(byLoad);
  if (forced) return { reason: 'FORCED_ON_BUSY', agentId: forced.agentId };
  return { reason: 'NOBODY_REACHABLE', agentId: null };
}

/** The same for a site that may be closed at this hour. */
export function decideFor(
  { candidates, isOpen }: { candidates: readonly Candidate[]; isOpen: boolean },
  sameAgentId?: string | null,
): Decision {
  return isOpen ? decide(candidates, sameAgentId) : { reason: 'OUTSIDE_WORKING_HOURS', agentId: null };
}

/** Candidates in the order in which they are asked. */
export function inTurn(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted(byTurn);
}

/** Whether a candidate may be given one more without being forced. */
export function hasRoom({ liveCount, capacity }: Candidate): boolean {
  return liveCount < capacity;
}

/** The department that is asked first, then the least loaded, then who has gone longest without a new one. */
function byTurn(a: Candidate, b: Candidate): number {
  return a.rank - b.rank || byLoad(a, b);
}

function byLoad(a: Candidate, b: Candidate): number {
  return a.liveCount - b.liveCount || moment(a) - moment(b) || (a.agentId < b.agentId ? -1 : 1);
}

const moment = ({ lastAssignedAt }: Candidate) => lastAssignedAt?.getTime() ?? 0;
