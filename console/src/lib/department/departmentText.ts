import type { RefusalFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { refusalText } from '#lib/setting/refusalText.ts';

/** Why something was not done with a department, in words. */
export function departmentRefusal(refusal: RefusalFragment): string {
  return refusal.__typename === 'NotFoundError' ? m.department_gone() : refusalText(refusal);
}

/** What is in the way of deleting a department. */
export function inUseText(
  name: string,
  counts: { agentsCount: number; childrenCount: number; sessionsCount: number },
): string {
  const reasons = [
    counts.agentsCount > 0 && m.department_in_use_agents({ count: counts.agentsCount }),
    counts.childrenCount > 0 && m.department_in_use_children({ count: counts.childrenCount }),
    counts.sessionsCount > 0 && m.department_in_use_sessions({ count: counts.sessionsCount }),
  ].filter((reason) => reason !== false);
  return m.department_in_use({ name, reasons: reasons.join(m.department_in_use_joint()) });
}
