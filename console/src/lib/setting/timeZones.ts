import { localeState } from './localeState.svelte.ts';

/** A time zone to choose. */
export interface TimeZoneOption {
  /** Its IANA name. */
  id: string;
  /** What it is called in the agent's language: 中国标准时间. */
  name: string;
  /** How far it is from UTC now: UTC+8. */
  offset: string;
}

function partOf(timeZone: string, locale: string, style: 'long' | 'shortOffset', now: Date): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: style });
  return format.formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** A time zone with its name and offset; the offset is that of a moment. */
export function timeZoneOption(id: string, now: Date): TimeZoneOption {
  const offset = partOf(id, 'en', 'shortOffset', now).replace('GMT', 'UTC');
  return { id, name: partOf(id, localeState.current, 'long', now), offset };
}

/** All time zones that the browser knows. */
export function timeZoneOptions(now: Date): TimeZoneOption[] {
  return Intl.supportedValuesOf('timeZone').map((id) => timeZoneOption(id, now));
}
