import { RequestFailure } from './api.ts';

/** The code of whatever was thrown: the API's own, or INTERNAL for what nobody foresaw. */
export function codeOf(error: unknown): string {
  return error instanceof RequestFailure ? error.code : 'INTERNAL';
}

/** Whether what failed may well succeed a little later. */
export function isPassing(error: unknown): boolean {
  return error instanceof RequestFailure && error.isPassing;
}
