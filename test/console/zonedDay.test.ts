import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAfter, dayAt, isDay, startOfDay } from '#lib/clock/zonedDay.ts';

const start = (day: string, timeZone: string) => new Date(startOfDay(day, timeZone)).toISOString();

describe('a day of the organisation', () => {
  it('begins at midnight in its time zone', () => {
    expect(start('2026-11-22', 'Asia/Shanghai')).toBe('2026-11-21T16:00:00.000Z');
    expect(start('2026-11-22', 'UTC')).toBe('2026-11-22T00:00:00.000Z');
    expect(start('2026-07-01', 'America/New_York')).toBe('2026-07-01T04:00:00.000Z');
    expect(start('2026-07-01', 'Asia/Kathmandu')).toBe('2026-06-30T18:15:00.000Z');
  });

  it('begins where it does also when the clock is changed on it', () => {
    expect(start('2026-03-29', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z');
    expect(start('2026-03-30', 'Europe/Berlin')).toBe('2026-03-29T22:00:00.000Z');
    expect(start('2026-10-25', 'Europe/Berlin')).toBe('2026-10-24T22:00:00.000Z');
    // There was no midnight: the clock leapt from there to one o'clock.
    expect(start('2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z');
  });

  it('holds the moments from its beginning to that of the next', () => {
    const zones = ['Asia/Shanghai', 'UTC', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Kiritimati'];
    const times = fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...zones), times, (zone, time) => {
        const day = dayAt(time.getTime(), zone);
        expect(startOfDay(day, zone)).toBeLessThanOrEqual(time.getTime());
        expect(startOfDay(dayAfter(day, 1), zone)).toBeGreaterThan(time.getTime());
        expect(dayAt(startOfDay(day, zone), zone)).toBe(day);
      }),
    );
  });

  it('is one that there is', () => {
    expect(['2026-02-28', '2024-02-29'].every(isDay)).toBe(true);
    expect(['2026-02-29', '2026-13-01', '2026-1-1', '', 'today', '2026-11-22T00:00'].some(isDay)).toBe(false);
  });
});
