import { describe, expect, it } from 'vitest';
import { shareOfDay, stretchText, weekOf } from '#lib/site/workingHours.ts';

describe('the week that some hours cover', () => {
  it('has what goes past midnight on both days, Sunday’s on Monday', () => {
    const week = weekOf([{ weekdays: [7], from: '22:00', to: '02:30' }]);
    expect(week.map((day) => day.map(stretchText))).toEqual([
      ['00:00–02:30'],
      ...Array.from({ length: 5 }, () => []),
      ['22:00–24:00'],
    ]);
  });

  it('is the whole day where both ends are the same', () => {
    expect(weekOf([{ weekdays: [1], from: '00:00', to: '00:00' }])[0]).toEqual([{ from: 0, to: 1440 }]);
    expect(shareOfDay(360)).toBe(25);
  });

  it('joins what overlaps or touches, and leaves out what has no time yet', () => {
    const morning = { weekdays: [2], from: '08:00', to: '12:00' };
    const noon = { weekdays: [2], from: '12:00', to: '13:00' };
    const late = { weekdays: [2], from: '15:00', to: '18:00' };
    const week = weekOf([late, noon, morning, { weekdays: [2], from: '', to: '20:00' }]);
    expect(week[1]?.map(stretchText)).toEqual(['08:00–13:00', '15:00–18:00']);
  });
});
