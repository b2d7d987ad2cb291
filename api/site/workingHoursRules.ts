import { DateTime } from 'luxon';
import { z } from 'zod';

/** The time of a day on a 24 hour clock; 24:00 is its end. */
export const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: 'MALFORMED' });

const span = z.object({
  /** ISO 8601: 1 is Monday, 7 is Sunday. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: timeOfDay,
  /** At or before `from`: on the next day. */
  to: timeOfDay,
});

/** Some hours of some weekdays, by the organisation's clock. */
export type WorkingHours = z.output<typeof span>;

/** The form of what is given: at most 20 spans; none for always. */
export const workingHoursShape = z.array(span).max(20);

/** What is stored, as hours; what is not valid (any more) restricts nothing. */
export function workingHoursFrom(stored: unknown): WorkingHours[] {
  const parsed = workingHoursShape.safeParse(stored);
  return parsed.success ? parsed.data : [];
}

/** Whether a moment is within the hours in a time zone; always, where there are none. */
export function isOpen(hours: readonly WorkingHours[], moment: Date, timeZone: string): boolean {
  if (hours.length === 0) return true;
  const now = DateTime.fromJSDate(moment, { zone: timeZone });
  const minute = now.hour * 60 + now.minute;
  const yesterday = now.minus({ days: 1 }).weekday;
  return hours.some(({ weekdays, from, to }) => {
    const [first, last] = [minuteOf(from), minuteOf(to)];
    if (last > first) return weekdays.includes(now.weekday) && minute >= first && minute < last;
    return (
      (weekdays.includes(now.weekday) && minute >= first) || (weekdays.includes(yesterday) && minute < last)
    );
  });
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
