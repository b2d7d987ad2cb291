import type { WorkingHours } from './workingHoursRules.ts';

/** How hours are told in a language; the first that fits the visitor's. */
const tongues = [
  { code: 'zh', always: '全天', to: '至', comma: '、', semicolon: '；' },
  { code: 'en', always: 'around the clock', to: '–', comma: ', ', semicolon: '; ' },
] as const;

/**
 * A site's hours in words, for visitors: 周一至周五 08:00–18:00；周六 09:00–12:00.
 * @param schedules each department's; one without hours is always there @param language a BCP 47 tag; '' for Chinese
 */
export function hoursText(schedules: readonly (readonly WorkingHours[])[], language: string): string {
  const tongue =
    language === '' || language.toLowerCase().startsWith(tongues[0].code) ? tongues[0] : tongues[1];
  if (schedules.length === 0 || schedules.some((hours) => hours.length === 0)) return tongue.always;
  const names = new Intl.DateTimeFormat(tongue.code, { weekday: 'short', timeZone: 'UTC' });
  // 5 January 1970 was a Monday.
  const nameOf = (weekday: number) => names.format(Date.UTC(1970, 0, 4 + weekday));
  const lines = schedules.flat().map(({ weekdays, from, to }) => {
    const days = runsOf(weekdays).map(([first, last]) =>
      first === last ? nameOf(first) : `${nameOf(first)}${tongue.to}${nameOf(last)}`,
    );
    return `${days.join(tongue.comma)} ${from}–${to}`;
  });
  return [...new Set(lines)].join(tongue.semicolon);
}

/** Weekdays as runs of neighbours, each with its first and last. */
function runsOf(weekdays: readonly number[]): [first: number, last: number][] {
  const runs: [number, number][] = [];
  for (const day of [...new Set(weekdays)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.[1] === day - 1) run[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}
