import type { VisitorDetailsFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { dateAndTime } from '#lib/setting/timeFormat.ts';

export type ProgressStep = VisitorDetailsFragment['progress'][number];

const names: Record<ProgressStep['stage'], () => string> = {
  FIRST_WORD: m.progress_first_word,
  CONTACT: m.progress_contact,
  APPOINTMENT: m.progress_appointment,
  ARRIVAL: m.progress_arrival,
};

/** What a step of a visitor's progress is called. */
export function stepName({ stage }: Pick<ProgressStep, 'stage'>): string {
  return names[stage]();
}

/** Whether, when and by which tags a step was reached. */
export function stepText(step: ProgressStep, now: number): string {
  const name = { step: stepName(step) };
  if (step.reachedAt === null) return m.progress_not_reached(name);
  const time = dateAndTime(step.reachedAt, now);
  return step.tagNames.length > 0
    ? m.progress_reached_by({ ...name, time, tags: step.tagNames.join(', ') })
    : m.progress_reached({ ...name, time });
}

/** How far the visitor is: the last step that was reached, whatever was left out before it; null for none. */
export function currentStage(steps: readonly ProgressStep[]): ProgressStep['stage'] | null {
  return steps.findLast(({ reachedAt }) => reachedAt !== null)?.stage ?? null;
}
