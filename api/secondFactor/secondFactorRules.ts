/** How long somebody may take for the code, and for setting a second factor up. */
export const challengeMs = 15 * 60 * 1000;
export const recoveryCodeCount = 10;

/** A recovery code as it is kept and compared: capitals and what stands between its groups do not matter. */
export function normaliseRecoveryCode(code: string): string {
  return code.replaceAll(/[\s-]/g, '').toLowerCase();
}
