import { z } from 'zod';
import type { Prisma } from '../../prisma/generated/client/client.ts';
import type { AgentStatus } from '../../prisma/generated/client/enums.ts';
import { checkInput, id, literal } from '../core/input.ts';

import type { AgentState } from './agentRules.ts';

/** Which agents a list is to show. */
export interface AgentFilter {
  /** A part of the name or of the login; capitals do not matter. */
  search?: string | null | undefined;
  /** Only those who were not deactivated, or only those who were. */
  isActive?: boolean | null | undefined;
  state?: AgentState | null | undefined;
  /** The department and those below it. */
  departmentId?: string | null | undefined;
  roleId?: string | null | undefined;
  status?: AgentStatus | null | undefined;
}

const states: Record<AgentState, Prisma.AgentWhereInput> = {
  ACTIVE: { deactivatedAt: null, invitedAt: null },
  INVITED: { deactivatedAt: null, invitedAt: { not: null } },
  DEACTIVATED: { deactivatedAt: { not: null } },
};

const shape = z.object({ departmentId: id.nullish(), roleId: id.nullish() });

/**
 * A filter as a condition; `%` and `_` in the search mean themselves.
 * @throws InvalidInputError when `departmentId` or `roleId` is no id
 */
export function matchingAgents(filter: AgentFilter): Prisma.AgentWhereInput {
  const { isActive, state, status } = filter;
  const { departmentId, roleId } = checkInput(shape, filter);
  const contains = literal(filter.search?.trim() ?? '');
  const like = { contains, mode: 'insensitive' } as const;
  return {
    AND: [
      contains ? { OR: [{ displayName: like }, { login: like }] } : {},
      isActive == null ? {} : { deactivatedAt: isActive ? null : { not: null } },
      state ? states[state] : {},
      departmentId ? { department: { path: { contains: `${departmentId}/` } } } : {},
    ],
    roleId: roleId ?? undefined,
    status: status ?? undefined,
  };
}
