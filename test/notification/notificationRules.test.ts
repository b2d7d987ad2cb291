import { describe, expect, it } from 'vitest';
import {
  completeRules,
  isQuiet,
  kindOfGift,
  mannerOf,
  notificationKinds,
  notificationRulesShape,
  type NotificationChoices,
} from '../../api/notification/notificationRules.ts';

const zone = 'Asia/Shanghai';
/** A moment by the organisation's clock. */
const at = (time: string, day = 22) => new Date(`2026-11-${day}T${time}:00+08:00`);
const night = { from: '22:00', to: '07:30', urgentPasses: true };
const usual: NotificationChoices = { notificationRules: [], quietHours: null };
const silent = { sound: 'NONE', isShown: false } as const;

describe('quiet hours', () => {
  it('go over midnight, by the organisation’s clock', () => {
    const quiet = ['21:59', '22:00', '23:59', '00:00', '07:29', '07:30', '12:00'];
    expect(quiet.filter((time) => isQuiet(night, at(time), zone))).toEqual([
      '22:00',
      '23:59',
      '00:00',
      '07:29',
    ]);
    // The same moment is another hour elsewhere.
    expect(isQuiet(night, at('23:00'), 'Europe/Berlin')).toBe(false);
  });

  it('can lie within a day, and there need be none', () => {
    const noon = { from: '12:00', to: '13:00', urgentPasses: false };
    expect(['11:59', '12:00', '12:59', '13:00'].filter((time) => isQuiet(noon, at(time), zone))).toEqual([
      '12:00',
      '12:59',
    ]);
    expect(isQuiet(null, at('03:00'), zone)).toBe(false);
  });

  it('last all day from an hour to itself', () => {
    const always = { from: '08:00', to: '08:00', urgentPasses: false };
    expect(['07:59', '08:00', '20:00'].every((time) => isQuiet(always, at(time), zone))).toBe(true);
  });

  it('let pass what is urgent, if the agent lets it', () => {
    const passing = (urgentPasses: boolean) =>
      notificationKinds.filter((kind) => {
        const choices = { ...usual, quietHours: { ...night, urgentPasses } };
        return mannerOf(kind, choices, at('23:00'), zone).isShown;
      });
    expect(passing(true)).toEqual(['OVERDUE', 'SESSION_TRANSFERRED']);
    expect(passing(false)).toEqual([]);
  });
});

describe('an agent', () => {
  it('is notified of each kind as chosen, and of the others as usual', () => {
    const notificationRules = [{ kind: 'MESSAGE_RECEIVED', ...silent } as const];
    const choices = { ...usual, notificationRules };
    expect(mannerOf('MESSAGE_RECEIVED', choices, at('12:00'), zone)).toEqual(silent);
    expect(mannerOf('OVERDUE', choices, at('12:00'), zone)).toEqual({ sound: 'ALARM', isShown: true });
    expect(completeRules(notificationRules).map(({ kind }) => kind)).toEqual([...notificationKinds]);
  });

  it('can always try whether notifications arrive', () => {
    const choices = { ...usual, quietHours: night };
    expect(mannerOf('TEST', choices, at('23:00'), zone)).toEqual({ sound: 'CHIME', isShown: true });
  });

  it('is told of a session that the rules or a colleague gave, and not of what they took', () => {
    expect(kindOfGift('LEAST_LOADED', undefined, 'me')).toBe('SESSION_ASSIGNED');
    expect(kindOfGift('TRANSFERRED', 'you', 'me')).toBe('SESSION_TRANSFERRED');
    expect(kindOfGift('HANDED_OVER', 'you', 'me')).toBe('SESSION_TRANSFERRED');
    expect(kindOfGift('TRANSFERRED', 'me', 'me')).toBeNull();
    expect(kindOfGift('HAND_OVER_UNDONE', 'me', 'me')).toBeNull();
    expect(kindOfGift('TAKEN', undefined, 'me')).toBeNull();
  });
});

it('two rules for one kind are none', () => {
  const rule = { kind: 'MENTION', sound: 'BELL', isShown: true };
  expect(notificationRulesShape.safeParse([rule]).success).toBe(true);
  expect(notificationRulesShape.safeParse([rule, { ...rule, sound: 'NONE' }]).success).toBe(false);
});
