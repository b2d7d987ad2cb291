import { DateTime } from 'luxon';
import type { Core } from '../core/core.ts';
import { getSettings } from './settings.ts';

/** A day of the organisation: from its first moment to the first of the next one. */
export interface Day {
  start: Date;
  end: Date;
}

/** The day that a moment belongs to in a time zone. Days in which clocks are changed have 23 or 25 hours. */
export function dayOf(moment: Date, timeZone: string): Day {
  const start = DateTime.fromJSDate(moment, { zone: timeZone }).startOf('day');
  return { start: start.toJSDate(), end: start.plus({ days: 1 }).startOf('day').toJSDate() };
}

let latest: (Day & { timeZone: string }) | undefined;

/** The organisation's day of now. Asked for each row of each list, so the last answer is kept as long as it holds. */
export async function today(core: Core): Promise<Day> {
  const { timeZone } = await getSettings(core);
  const now = core.clock.now();
  if (latest?.timeZone !== timeZone || now < latest.start || now >= latest.end)
    latest = { ...dayOf(now, timeZone), timeZone };
  return latest;
}
