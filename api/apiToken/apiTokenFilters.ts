import type { Prisma } from '../../prisma/generated/client/client.ts';
import { literal } from '../core/input.ts';

/** Which API tokens a list is to show. */
export interface ApiTokenFilter {
  /** A part of the name, of the agent's name, or how the token begins; capitals do not matter. */
  search?: string | null | undefined;
  /** Only those that are good, or only those that are not any more. */
  isActive?: boolean | null | undefined;
}

/** A filter as a condition; `%` and `_` in the search mean themselves. */
export function matchingApiTokens(
  { search, isActive }: ApiTokenFilter,
  now: Date,
): Prisma.ApiTokenWhereInput {
  const contains = literal(search?.trim() ?? '');
  const like = { contains, mode: 'insensitive' } as const;
  const active: Prisma.ApiTokenWhereInput = {
    revokedAt: null,
    OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    agent: { deactivatedAt: null },
  };
  return {
    AND: [
      contains ? { OR: [{ name: like }, { prefix: like }, { agent: { displayName: like } }] } : {},
      isActive == null ? {} : isActive ? active : { NOT: active },
    ],
  };
}
