/** Hours as they are filled in; `to` at or before `from` is on the next day. */
export interface HoursDraft {
  id: string;
  weekdays: readonly number[];
  from: string;
  to: string;
}

/** A part of a day in which somebody works, in minutes from its beginning. */
export interface DayStretch {
  from: number;
  to: number;
}

const dayMinutes = 24 * 60;
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** Which parts of each day, from Monday on, some hours cover; what goes on into the next day is there twice. */
export function weekOf(hours: readonly Omit<HoursDraft, 'id'>[]): DayStretch[][] {
  const week: DayStretch[][] = weekdays.map(() => []);
  for (const span of hours) {
    const [from, to] = [minuteOf(span.from), minuteOf(span.to)];
    if (from === null || to === null) continue;
    for (const weekday of span.weekdays) {
      const [today, tomorrow] = [week[weekday - 1], week[weekday % 7]];
      if (to > from) today?.push({ from, to });
      else {
        today?.push({ from, to: dayMinutes });
        if (to > 0) tomorrow?.push({ from: 0, to });
      }
    }
  }
  return week.map(joined);
}

/** 08:30–12:00, as one reads it. */
export function stretchText({ from, to }: DayStretch): string {
  return `${timeText(from)}–${timeText(to)}`;
}

/** How far along the day a minute is, in percent. */
export function shareOfDay(minutes: number): number {
  return (minutes / dayMinutes) * 100;
}

function joined(stretches: DayStretch[]): DayStretch[] {
  const result: DayStretch[] = [];
  for (const stretch of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && stretch.from <= last.to) last.to = Math.max(last.to, stretch.to);
    else result.push({ ...stretch });
  }
  return result;
}

function minuteOf(time: string): number | null {
  const [hours, minutes] = time.split(':').map(Number);
  return hours === undefined || minutes === undefined || time === '' ? null : hours * 60 + minutes;
}

function timeText(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
