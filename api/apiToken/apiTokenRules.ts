import type { ApiToken } from '../../prisma/generated/client/client.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';

/** Uses of a token are written down at most this often. */
const useInterval = 60 * 1000;

/** So that people, and programs that look for secrets in places where they do not belong, know what it is. */
export const mark = 'dk_';

/** Whether something may be an API token, by its form. The proof of a sign-in never is. */
export function isApiToken(secret: string): boolean {
  return /^dk_[\w-]{43}$/.test(secret);
}

/** How a token begins, to recognise it by; what is left still has more than 200 random bits. */
export function prefixOf(token: string): string {
  return token.slice(0, 9);
}

/**
 * What a token for one site can allow: what is about sessions and their visitors. All else concerns the whole
 * organisation, and a token for one site reaches nothing beyond it.
 */
export const siteScopes: ReadonlySet<Permission> = new Set<Permission>([
  'SEE_OWN_SESSIONS',
  'SEE_DEPARTMENT_SESSIONS',
  'SEE_ALL_SESSIONS',
  'ASSIST_SESSIONS',
  'TRANSFER_SESSIONS',
  'TRANSFER_COLLEAGUES_SESSIONS',
  'END_COLLEAGUES_SESSIONS',
  'EDIT_VISITORS',
  'USE_DO_NOT_DISTURB',
  'BLOCK_VISITORS',
  'UNBLOCK_VISITORS',
  'SEE_ASSIGNMENTS',
  'SEE_CONTACT_DATA',
  'REVEAL_CONTACT_DATA',
  'MANAGE_VISITOR_DATA',
  'WRITE_AS_VISITOR',
  'EXPLORE_API',
]);

/** What a token allows now: of its scopes those that the agent's role allows too. */
export function permissionsOf(
  { scopes }: Pick<ApiToken, 'scopes'>,
  role: { permissions: readonly Permission[] },
): Permission[] {
  return scopes.filter((scope) => role.permissions.includes(scope));
}

/** Whether a token is good, or why it is not. */
export const apiTokenStates = ['ACTIVE', 'EXPIRED', 'REVOKED', 'AGENT_DEACTIVATED'] as const;
export type ApiTokenState = (typeof apiTokenStates)[number];

export function stateOf(
  { revokedAt, expiresAt }: Pick<ApiToken, 'revokedAt' | 'expiresAt'>,
  agent: { deactivatedAt: Date | null },
  now: Date,
): ApiTokenState {
  if (revokedAt) return 'REVOKED';
  if (expiresAt && expiresAt <= now) return 'EXPIRED';
  return agent.deactivatedAt ? 'AGENT_DEACTIVATED' : 'ACTIVE';
}

/** Before when a token must have been used last, for a use now to be worth writing down. */
export function worthRecordingBefore(now: Date): Date {
  return new Date(now.getTime() - useInterval);
}
