import type { Agent } from '../../prisma/generated/client/client.ts';
import { hasPermission, type AgentActor } from '../core/actor.ts';
import { publication, type Publication, type Topic } from '../core/pubsub.ts';

/** An agent's status is another. Of two, the one with the later `statusChangedAt` is newer. */
export interface AgentStatusChanged {
  type: 'AgentStatusChanged';
  agentId: string;
  status: Agent['status'];
  statusChangedAt: Date;
}

export type AgentStatusTopic = Topic<AgentStatusChanged>;

const everywhere: AgentStatusTopic = 'agentStatus';
const ofDepartment = (departmentId: string): AgentStatusTopic => `agentStatus:department:${departmentId}`;

/**
 * The topics by which an agent hears of the colleagues' status, and of the own: those of the own department and of the
 * departments below it; of everybody for who sees all sessions.
 * @param departmentIds the agent's department and those below it
 */
export function agentStatusTopics(actor: AgentActor, departmentIds: readonly string[]): AgentStatusTopic[] {
  return hasPermission(actor, 'SEE_ALL_SESSIONS') ? [everywhere] : departmentIds.map(ofDepartment);
}

/** Tells the colleagues of an agent of the status that is in force now. */
export function agentStatusChanged(agent: Agent): Publication[] {
  const { id: agentId, status, statusChangedAt } = agent;
  const event: AgentStatusChanged = { type: 'AgentStatusChanged', agentId, status, statusChangedAt };
  return [everywhere, ofDepartment(agent.departmentId)].map((topic) => publication(topic, event));
}
