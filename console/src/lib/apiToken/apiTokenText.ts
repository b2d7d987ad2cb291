import type { ApiTokenState, ManagedApiTokenFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { permissionTexts } from '#lib/role/permissionTexts.ts';

const stateTexts: Record<Exclude<ApiTokenState, 'ACTIVE'>, () => string> = {
  EXPIRED: m.api_token_state_expired,
  REVOKED: m.api_token_state_revoked,
  AGENT_DEACTIVATED: m.api_token_state_agent_deactivated,
};

/** Why a token is not good any more, in a word; null while it is. */
export function stateText(state: ApiTokenState): string | null {
  return state === 'ACTIVE' ? null : stateTexts[state]();
}

/** How much a token may do, and of which scopes the agent's role has nothing. */
export function scopesText({ scopes, permissions }: ManagedApiTokenFragment): string {
  const [count, all] = [permissions.length, scopes.length];
  return count === all ? m.api_token_scopes_count({ count }) : m.api_token_scopes_less({ count, all });
}

/** All that a token may do, for who wants to know exactly. */
export function scopeNames({ scopes }: ManagedApiTokenFragment): string {
  return scopes.map((scope) => permissionTexts[scope].name()).join(m.list_comma());
}

/** A command with which somebody who has a terminal tries a token. */
export function exampleCommand(origin: string, secret: string): string {
  return [
    `curl ${origin}/graphql \\`,
    `  -H 'Authorization: Bearer ${secret}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '{"query":"{ currentAgent { displayName } sessions(first: 5) { totalCount } }"}'`,
  ].join('\n');
}
