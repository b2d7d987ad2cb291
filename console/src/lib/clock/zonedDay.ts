/** A day of the calendar as 2026-11-22. */
export type Day = string;

const dayMs = 86_400_000;

/** Whether a text names a day that there is. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The day that a moment falls on in a time zone (an IANA name). */
export function dayAt(time: number, timeZone: string): Day {
  return new Date(time + offsetAt(time, timeZone)).toISOString().slice(0, 10);
}

/** The day so many days later, or earlier. */
export function dayAfter(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** When a day begins in a time zone: at midnight, or where the clock leaps over that, right after it. */
export function startOfDay(day: Day, timeZone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // The offset of a nearby moment may be another one than that of the moment itself.
  const candidates = [dayMs, -dayMs].map((by) => midnight - offsetAt(midnight + by, timeZone));
  const exact = candidates.filter((time) => time + offsetAt(time, timeZone) === midnight);
  return Math.min(...(exact.length > 0 ? exact : [Math.max(...candidates)]));
}

/** How far the clocks of a time zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(time: number, timeZone: string): number {
  const wholeSecond = Math.floor(time / 1_000) * 1_000;
  const parts = Object.fromEntries(
    formatIn(timeZone)
      .formatToParts(wholeSecond)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSecond;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
