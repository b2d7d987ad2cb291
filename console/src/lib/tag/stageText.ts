import type { ProgressStage } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

/** The steps of a visitor's progress that a tag can stand for, in their order. */
export const stages = ['CONTACT', 'APPOINTMENT', 'ARRIVAL'] as const satisfies readonly ProgressStage[];

const stageTexts: Record<ProgressStage, () => string> = {
  CONTACT: m.progress_contact,
  APPOINTMENT: m.progress_appointment,
  ARRIVAL: m.progress_arrival,
};

export function stageText(stage: ProgressStage): string {
  return stageTexts[stage]();
}
