import type { ServingDepartmentFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

const weekdays: Record<number, () => string> = {
  1: m.weekday_1,
  2: m.weekday_2,
  3: m.weekday_3,
  4: m.weekday_4,
  5: m.weekday_5,
  6: m.weekday_6,
  7: m.weekday_7,
};

/** When a department works, in words: 周一、周二 09:00–18:00. */
export function hoursText(hours: ServingDepartmentFragment['workingHours']): string {
  if (hours.length === 0) return m.hours_always();
  return hours.map((span) => `${daysText(span.weekdays)} ${span.from}–${span.to}`).join(m.list_comma());
}

function daysText(days: readonly number[]): string {
  const all = days.toSorted((a, b) => a - b);
  const [first, last] = [all[0] ?? 0, all.at(-1) ?? 0];
  if (all.length === 7) return m.hours_daily();
  const nameOf = (day: number) => weekdays[day]?.() ?? String(day);
  // Days in a row are told by the first and the last.
  if (all.length > 2 && last - first === all.length - 1) return `${nameOf(first)}–${nameOf(last)}`;
  return all.map(nameOf).join(m.list_comma());
}
