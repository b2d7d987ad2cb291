import { RequestFailure } from './api.ts';

/** The code of whatever was thrown: the API's own, or INTERNAL for what nobody foresaw. */
export function codeOf(error: unknown): string {
  return error instanceof RequestFailure ? error.code : 'INTERNAL';
}

/** Whether what failed may well succeed a little later. */
export function isPassing(error: unknown): boolean {
  return error instanceof RequestFailure && error.isPassing;
}

/** Those that say that there is no such thing, as far as this agent may know. */
export const invisibleCodes: ReadonlySet<string> = new Set(['NOT_FOUND', 'NOT_ALLOWED', 'INVALID_INPUT']);
