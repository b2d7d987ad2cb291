import { apiTokenTopic, type ApiTokenRevoked } from '../apiToken/apiTokenEvents.ts';
import type { Actor } from '../core/actor.ts';
import { publication, type Publication, type Topic } from '../core/pubsub.ts';

/** A sign-in is over: connections that stand on it must close. */
export interface SignInEnded {
  type: 'SignInEnded';
  signInId: string;
}

/** What happens to one sign-in. */
export const signInTopic = (signInId: string): Topic<SignInEnded> => `signIn:${signInId}`;

/** What an agent may do or see is not what it was: whoever holds the agent's rights in memory must read them anew. */
export interface RightsChanged {
  type: 'RightsChanged';
  agentId: string;
}

/** What happens to one agent's rights. */
export const rightsTopic = (agentId: string): Topic<RightsChanged> => `rights:${agentId}`;

/** Tells that the rights of some agents have changed. */
export function rightsChanged(agentIds: Iterable<string>): Publication[] {
  return [...agentIds].map((agentId) =>
    publication(rightsTopic(agentId), { type: 'RightsChanged', agentId }),
  );
}

/** Whatever makes an actor somebody else than a moment ago. */
export type ActorEvent = SignInEnded | ApiTokenRevoked | RightsChanged;

/** Where an actor's end or change is told; nowhere for visitors, whose rights never change. */
export function actorTopics(actor: Actor): Topic<ActorEvent>[] {
  if (actor.kind !== 'agent') return [];
  const { kind, id } = actor.credential;
  return [kind === 'token' ? apiTokenTopic(id) : signInTopic(id), rightsTopic(actor.agentId)];
}
