import type { Prisma } from '../../prisma/generated/client/client.ts';
import type { AgentActor, Credential } from '../core/actor.ts';

/** What of an agent makes an actor. */
export const agentOfActor = {
  id: true,
  displayName: true,
  deactivatedAt: true,
  departmentId: true,
  department: { select: { path: true } },
  role: { select: { permissions: true } },
} satisfies Prisma.AgentSelect;

type AgentOfActor = Prisma.AgentGetPayload<{ select: typeof agentOfActor }>;

/** An agent as who does something, with all that the agent's role allows. */
export function actorOf(agent: AgentOfActor, credential: Credential): AgentActor {
  return {
    kind: 'agent',
    agentId: agent.id,
    credential,
    siteId: null,
    displayName: agent.displayName,
    departmentId: agent.departmentId,
    departmentPath: agent.department.path,
    permissions: new Set(agent.role.permissions),
  };
}
