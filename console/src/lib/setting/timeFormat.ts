import { m } from '#lib/paraglide/messages.js';
import { localeState } from './localeState.svelte.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(time: string | number, key: string, options: Intl.DateTimeFormatOptions): string {
  const locale = localeState.current;
  const cacheKey = `${locale} ${key}`;
  let formatter = formats.get(cacheKey);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, options);
    formats.set(cacheKey, formatter);
  }
  return formatter.format(new Date(time));
}

/** 14:05 */
export function timeOfDay(time: string): string {
  return format(time, 'time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** 2026年11月22日 14:05:33, for where the exact moment is asked for. */
export function fullTime(time: string): string {
  return format(time, 'full', { dateStyle: 'long', timeStyle: 'medium', hourCycle: 'h23' });
}

/** Today, yesterday, or the date with its weekday; `day` has the form 2026-11-22. */
export function dayName(day: string, now: number): string {
  const distance = daysBetween(day, now);
  if (distance === 0) return m.day_today();
  if (distance === 1) return m.day_yesterday();
  const options = { month: 'long', day: 'numeric', weekday: 'long' } as const;
  const isThisYear = day.startsWith(String(new Date(now).getFullYear()));
  return isThisYear
    ? format(`${day}T12:00`, 'day', options)
    : format(`${day}T12:00`, 'dayOfYear', { ...options, year: 'numeric' });
}

/** The time for today, the date for what is older: what a narrow row has room for. */
export function shortTime(time: string, now: number): string {
  const isToday = new Date(time).toDateString() === new Date(now).toDateString();
  return isToday ? timeOfDay(time) : format(time, 'date', { month: 'numeric', day: 'numeric' });
}

/** 14:05 today, otherwise with its date. */
export function dateAndTime(time: string, now: number): string {
  const isToday = new Date(time).toDateString() === new Date(now).toDateString();
  if (isToday) return timeOfDay(time);
  return format(time, 'dateAndTime', { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
}

/** 2026年11月22日; `day` has the form 2026-11-22. */
export function calendarDay(day: string): string {
  return format(`${day}T12:00`, 'calendarDay', { dateStyle: 'medium' });
}

/** How long something lasts or has lasted, in its largest unit: 8秒, 12分, 3小时, 2天. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return m.duration_seconds({ count: seconds });
  if (seconds < 3_600) return m.duration_minutes({ count: Math.floor(seconds / 60) });
  if (seconds < 86_400) return m.duration_hours({ count: Math.floor(seconds / 3_600) });
  return m.duration_days({ count: Math.floor(seconds / 86_400) });
}

function daysBetween(day: string, now: number): number {
  const midnight = new Date(now);
  midnight.setHours(0, 0, 0, 0);
  return Math.round((midnight.getTime() - new Date(`${day}T00:00`).getTime()) / 86_400_000);
}

/** 周一, as long as there is room for; 1 is Monday, 7 is Sunday. */
export function weekdayName(weekday: number, length: 'narrow' | 'short' | 'long'): string {
  // The first of November 2021 was a Monday.
  return format(`2021-11-0${weekday}T12:00`, `weekday ${length}`, { weekday: length });
}
