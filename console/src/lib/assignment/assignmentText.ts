import type { AssignmentDetailsFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

type Decision = Pick<AssignmentDetailsFragment, 'reason' | 'agent' | 'decidedBy'>;

/** What was decided about who answers, in words. */
export function decisionText({ reason, agent, decidedBy }: Decision): string {
  const name = agent?.displayName ?? m.assignment_nobody();
  const by = decidedBy?.displayName ?? m.notice_system();
  switch (reason) {
    case 'QUEUED':
    case 'NOBODY_REACHABLE':
    case 'OUTSIDE_WORKING_HOURS':
      return agent ? m.assignment_to({ name }) : m.assignment_waits();
    case 'TAKEN':
      return m.assignment_taken({ name });
    case 'TRANSFERRED':
      return agent && agent.id === decidedBy?.id
        ? m.assignment_taken({ name })
        : m.assignment_transferred({ by, name });
    case 'HANDED_OVER':
      return m.assignment_handed_over({ by, name });
    case 'HAND_OVER_UNDONE':
      return m.assignment_hand_over_undone({ by, name });
    case 'SAME_AGENT':
    case 'LEAST_LOADED':
    case 'FORCED_ON_BUSY':
      return m.assignment_to({ name });
  }
}

/** Why it was decided by rule; null for what somebody did by hand, which needs no reason. */
export function reasonText({ reason }: Pick<Decision, 'reason'>): string | null {
  switch (reason) {
    case 'SAME_AGENT':
      return m.assignment_same_agent();
    case 'LEAST_LOADED':
      return m.assignment_least_loaded();
    case 'FORCED_ON_BUSY':
      return m.assignment_forced_on_busy();
    case 'QUEUED':
      return m.assignment_queued();
    case 'NOBODY_REACHABLE':
      return m.assignment_nobody_reachable();
    case 'OUTSIDE_WORKING_HOURS':
      return m.assignment_outside_working_hours();
    case 'TAKEN':
    case 'TRANSFERRED':
    case 'HANDED_OVER':
    case 'HAND_OVER_UNDONE':
      return null;
  }
}
