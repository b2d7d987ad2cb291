import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import type { SessionScope } from './sessionView.ts';

/** Whose sessions a scope means, in a word. */
export function scopeText({ colleagues }: Pick<AgentDesk, 'colleagues'>, scope: SessionScope): string {
  if (scope.isMine) return m.scope_mine();
  if (scope.ownerId === null) return m.scope_all();
  return colleagues.find(scope.ownerId)?.displayName ?? m.scope_colleague_unknown();
}
