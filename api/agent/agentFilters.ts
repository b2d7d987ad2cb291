import type { Prisma } from '../../prisma/generated/client/client.ts';
import { literal } from '../core/input.ts';

/** Which agents a list is to show. */
export interface AgentFilter {
  /** A part of the name or of the login; capitals do not matter. */
  search?: string | null | undefined;
  /** Only those who can sign in, or only those who were deactivated. */
  isActive?: boolean | null | undefined;
}

/** A filter as a condition; `%` and `_` in the search mean themselves. */
export function matchingAgents({ search, isActive }: AgentFilter): Prisma.AgentWhereInput {
  const contains = literal(search?.trim() ?? '');
  const like = { contains, mode: 'insensitive' } as const;
  return {
    ...(contains && { OR: [{ displayName: like }, { login: like }] }),
    ...(isActive != null && { deactivatedAt: isActive ? null : { not: null } }),
  };
}
