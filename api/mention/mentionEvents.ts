import { publication, type Publication, type Topic } from '../core/pubsub.ts';

/** An internal note calls an agent. */
export interface AgentMentioned {
  type: 'AgentMentioned';
  agentId: string;
  sessionId: string;
  /** The note's number within the session. */
  seq: number;
  /** The name of who calls. */
  byName: string;
}

/** Where an agent hears of being called. */
export const mentionTopic = (agentId: string): Topic<AgentMentioned> => `mentions:${agentId}`;

export function agentMentioned(event: Omit<AgentMentioned, 'type'>): Publication {
  return publication(mentionTopic(event.agentId), { type: 'AgentMentioned', ...event });
}
