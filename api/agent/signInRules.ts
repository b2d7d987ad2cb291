import { name } from '../core/input.ts';

/** How long a sign-in lasts without being used. */
export const signInLifetimeMs = 30 * 24 * 60 * 60 * 1000;

/** Uses of a sign-in are written down at most this often. */
const useInterval = 5 * 60 * 1000;

/** The form in which a login is kept and compared: people do not mind capitals and white space around it. */
export function normaliseLogin(login: string): string {
  return login.trim().toLowerCase();
}

/** When a sign-in that is used now will expire. */
export function expiryAfter(now: Date): Date {
  return new Date(now.getTime() + signInLifetimeMs);
}

/** Whether a use now is worth writing down. */
export function isUseWorthRecording(lastUsedAt: Date, now: Date): boolean {
  return now.getTime() - lastUsedAt.getTime() >= useInterval;
}

/** A login that somebody is given: a word, in which capitals do not matter. */
export const newLogin = name(100)
  .refine((value) => !/\s/.test(value), { params: { rule: 'MALFORMED' } })
  .transform(normaliseLogin);
