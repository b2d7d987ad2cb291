import { name } from '../core/input.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** How long a sign-in lasts at most, however much it is used (OWASP ASVS 7.3.2). */
export const signInLifetimeMs = 30 * dayMs;
/** How long it lasts without being used: longer than a holiday is rare (ASVS 7.3.1). */
export const signInIdleMs = 14 * dayMs;

/** How long it counts that somebody has proved anew who they are. */
export const proofMs = 5 * 60 * 1000;

/** Uses of a sign-in are written down at most this often. */
const useInterval = 5 * 60 * 1000;

/** The form in which a login is kept and compared: people do not mind capitals and white space around it. */
export function normaliseLogin(login: string): string {
  return login.trim().toLowerCase();
}

/** When a sign-in ends, however much it is used. */
export function endOfSignIn(openedAt: Date): Date {
  return new Date(openedAt.getTime() + signInLifetimeMs);
}

/** When a sign-in that is used now will expire. */
export function expiryAfter(now: Date, openedAt: Date = now): Date {
  return new Date(Math.min(now.getTime() + signInIdleMs, endOfSignIn(openedAt).getTime()));
}

/** Whether a use now is worth writing down. */
export function isUseWorthRecording(lastUsedAt: Date, now: Date): boolean {
  return now.getTime() - lastUsedAt.getTime() >= useInterval;
}

/** A login that somebody is given: a word, in which capitals do not matter. */
export const newLogin = name(100)
  .refine((value) => !/\s/.test(value), { params: { rule: 'MALFORMED' } })
  .transform(normaliseLogin);
