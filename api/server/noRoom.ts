import { UnavailableError } from '../core/errors.ts';

/** PostgreSQL's code for a disk that is full, and the system's for that and for a quota that is used up. */
const noRoomCodes = new Set(['53100', 'ENOSPC', 'EDQUOT']);

/**
 * What the sender is told when a disk is full: nothing was stored, and there may be room again.
 * @returns undefined for an error that is another one
 */
export function noRoom(error: unknown): UnavailableError | undefined {
  return codesOf(error).some((code) => noRoomCodes.has(code)) ? new UnavailableError() : undefined;
}

/** The codes of an error and of what caused it; Prisma puts the cause in a place of its own. */
function codesOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const { code, originalCode, cause, meta } = error as Record<string, unknown>;
  const { driverAdapterError } = (meta ?? {}) as Record<string, unknown>;
  const own = [code, originalCode].filter((one) => typeof one === 'string');
  return [...own, ...codesOf(cause), ...codesOf(driverAdapterError)];
}
