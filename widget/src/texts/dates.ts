import { language, texts } from './texts.ts';

const dayMs = 24 * 60 * 60_000;

/** The time of day, as the visitor's language writes it and the visitor's clock shows it. */
export function timeText(at: Date): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** Today, yesterday, or the date, with the year if it is another one. */
export function dayText(at: Date, now = new Date()): string {
  if (at.toDateString() === now.toDateString()) return texts.today;
  if (at.toDateString() === new Date(now.getTime() - dayMs).toDateString()) return texts.yesterday;
  const year = at.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(language, { year, month: 'long', day: 'numeric', weekday: 'short' }).format(
    at,
  );
}
