import { z } from 'zod';
import type { Prisma } from '../../prisma/generated/client/client.ts';
import { checkInput, id, literal } from '../core/input.ts';

/** Which entries a list is to show; what is left out restricts nothing. */
export interface AuditFilter {
  /** A part of the name, as it was then, of who did it; capitals do not matter. */
  agentName?: string | null | undefined;
  agentId?: string | null | undefined;
  apiTokenId?: string | null | undefined;
  action?: string | null | undefined;
  targetType?: string | null | undefined;
  targetId?: string | null | undefined;
  /** The first moment that counts. */
  from?: Date | null | undefined;
  /** The first moment that counts no more. */
  to?: Date | null | undefined;
}

const shape = z.object({ agentId: id.nullish(), apiTokenId: id.nullish() });

/** A filter as a condition. @throws InvalidInputError when `agentId` or `apiTokenId` is no id. */
export function matchingEntries(filter: AuditFilter): Prisma.AuditEntryWhereInput {
  const { action, targetType, targetId, from, to } = filter;
  const { agentId, apiTokenId } = checkInput(shape, filter);
  const contains = literal(filter.agentName?.trim() ?? '');
  return {
    ...(contains && { agentName: { contains, mode: 'insensitive' } }),
    agentId: agentId ?? undefined,
    apiTokenId: apiTokenId ?? undefined,
    action: action ?? undefined,
    targetType: targetType ?? undefined,
    targetId: targetId ?? undefined,
    at: { gte: from ?? undefined, lt: to ?? undefined },
  };
}
