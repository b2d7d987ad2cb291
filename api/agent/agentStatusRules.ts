import type { Agent } from '../../prisma/generated/client/client.ts';
import type { AgentStatus } from '../../prisma/generated/client/enums.ts';

/** What an agent can choose; OFFLINE is what one becomes by leaving (SPEC 1). */
export const choosableStatuses = ['ONLINE', 'BUSY', 'AWAY'] as const satisfies AgentStatus[];

/** The status of an agent whose connection is there (again): what was chosen last, if it had been gone for too long. */
export function statusOnReturn({
  status,
  chosenStatus,
}: Pick<Agent, 'status' | 'chosenStatus'>): AgentStatus {
  return status === 'OFFLINE' ? chosenStatus : status;
}

/** Whether an agent has been without a connection for longer than the grace period, and is not OFFLINE yet. */
export function isGraceOver(
  { status, unreachableSince }: Pick<Agent, 'status' | 'unreachableSince'>,
  now: Date,
  graceSeconds: number,
): boolean {
  if (status === 'OFFLINE' || !unreachableSince) return false;
  return unreachableSince <= graceBegin(now, graceSeconds);
}

/** Connections that have been gone since then, or longer, are gone for too long. */
export function graceBegin(now: Date, graceSeconds: number): Date {
  return new Date(now.getTime() - graceSeconds * 1000);
}

/** When a status changed: always later than the change before, though machines' clocks differ, so that the latest wins. */
export function momentOfChange(previous: Date, now: Date): Date {
  return now > previous ? now : new Date(previous.getTime() + 1);
}
