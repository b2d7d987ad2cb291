/** For how long a link on which an agent chooses a password is good. */
const lifetimeMs = 7 * 24 * 60 * 60 * 1000;

/** When a link that is made now will expire. */
export function invitationExpiry(now: Date): Date {
  return new Date(now.getTime() + lifetimeMs);
}

/** The address of a link. The secret stands behind the `#`: browsers send that to no server, and so no log has it. */
export function invitationUrl(ownOrigin: string, token: string): string {
  return `${ownOrigin}/invitation#${token}`;
}
