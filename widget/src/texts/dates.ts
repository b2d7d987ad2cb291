import { language, texts } from './texts.ts';

const dayMs = 24 * 60 * 60_000;

/** A browser takes its time to make one: each is made once. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatted(at: Date, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify([language, options]);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(language, options)));
  return format.format(at);
}

/** The time of day, as the visitor's language writes it and the visitor's clock shows it. */
export function timeText(at: Date): string {
  return formatted(at, { hour: '2-digit', minute: '2-digit' });
}

/** Today, yesterday, or the date, with the year if it is another one. */
export function dayText(at: Date, now = new Date()): string {
  if (at.toDateString() === now.toDateString()) return texts.today;
  if (at.toDateString() === new Date(now.getTime() - dayMs).toDateString()) return texts.yesterday;
  const year = at.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return formatted(at, { year, month: 'long', day: 'numeric', weekday: 'short' });
}
