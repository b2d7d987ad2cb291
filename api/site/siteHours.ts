import type { Core } from '../core/core.ts';
import type { Transaction } from '../core/transaction.ts';
import { getSettingsWithin } from '../setting/settings.ts';
import { isOpen, workingHoursFrom, type WorkingHours } from './workingHoursRules.ts';

/** When the departments of a site work. */
export interface SiteHours {
  /** Of each department; one without hours always works. */
  schedules: WorkingHours[][];
  /** Whether one of them works at a moment; a site that no department serves never closes. */
  isOpenAt: (moment: Date) => boolean;
}

/** A site's hours, by the organisation's clock. */
export async function siteHours(core: Core, transaction: Transaction, siteId: string): Promise<SiteHours> {
  const { timeZone } = await getSettingsWithin(core, transaction);
  const serving = await transaction.siteDepartment.findMany({
    where: { siteId },
    orderBy: { position: 'asc' },
    select: { workingHours: true },
  });
  const schedules = serving.map(({ workingHours }) => workingHoursFrom(workingHours));
  return {
    schedules,
    isOpenAt: (moment) =>
      schedules.length === 0 || schedules.some((hours) => isOpen(hours, moment, timeZone)),
  };
}
