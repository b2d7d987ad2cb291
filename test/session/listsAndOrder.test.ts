import { expect, test } from 'vitest';
import {
  inList,
  listOf,
  orderOf,
  sessionLists,
  type SessionListFacts,
} from '../../api/session/sessionListRules.ts';

const newest = [{ activeAt: 'desc' }, { id: 'desc' }];

test('what waits longest for an answer stands first, and then what is newest', () => {
  const attention = [{ waitingSince: { sort: 'asc', nulls: 'last' } }, ...newest];
  for (const list of ['ONLINE', 'TALKING', 'SUSPECTED', 'BLOCKED', 'LEFT_MESSAGES', null, undefined] as const)
    expect(orderOf(list, 'ATTENTION'), String(list)).toEqual(attention);
});

test('an agent may have the newest first', () => {
  for (const list of ['TALKING', null] as const) expect(orderOf(list, 'NEWEST')).toEqual(newest);
});

test('what is over stands by its end, whatever the agent chose', () => {
  for (const list of ['TALKED', 'LEFT'] as const)
    for (const order of ['ATTENTION', 'NEWEST'] as const)
      expect(orderOf(list, order)).toEqual([{ endedAt: 'desc' }, { id: 'desc' }]);
});

const [yesterday, startOfToday, today] = ['2026-11-26T15:59', '2026-11-26T16:00', '2026-11-27T08:00'].map(
  (text) => new Date(`${text}Z`),
) as [Date, Date, Date];

/** Sessions of every kind that the lists tell apart. */
const kinds: SessionListFacts[] = [null, yesterday, startOfToday, today].flatMap((endedAt) =>
  [null, today].flatMap((visitorSpokeAt) =>
    [null, today].flatMap((leftMessageAt) =>
      [null, today].flatMap((doNotDisturbSince) =>
        [false, true].map((isBlocked) => ({
          endedAt,
          visitorSpokeAt,
          leftMessageAt,
          doNotDisturbSince,
          isBlocked,
        })),
      ),
    ),
  ),
);

test.each([
  ['ONLINE', {}],
  ['TALKING', { visitorSpokeAt: today }],
  ['LEFT', { endedAt: today }],
  ['LEFT', { endedAt: yesterday }],
  ['TALKED', { endedAt: startOfToday, visitorSpokeAt: yesterday }],
  [null, { endedAt: yesterday, visitorSpokeAt: yesterday }],
  ['LEFT_MESSAGES', { endedAt: yesterday, visitorSpokeAt: yesterday, leftMessageAt: yesterday }],
  ['SUSPECTED', { leftMessageAt: today, doNotDisturbSince: today }],
  ['BLOCKED', { leftMessageAt: today, doNotDisturbSince: today, isBlocked: true }],
] as const)('in the list %s is a session with %j', (list, facts) => {
  const nothing = { endedAt: null, visitorSpokeAt: null, leftMessageAt: null, doNotDisturbSince: null };
  expect(listOf({ ...nothing, isBlocked: false, ...facts }, startOfToday)).toBe(list);
});

/** Whether a session meets a condition as the lists make them. */
function meets(session: SessionListFacts, condition: object): boolean {
  return Object.entries(condition).every(([column, wanted]: [string, unknown]) => {
    const value = session[column as keyof SessionListFacts];
    if (typeof wanted !== 'object' || wanted === null) return value === wanted;
    if ('not' in wanted) return value !== wanted.not;
    if ('gte' in wanted) return value !== null && value >= (wanted.gte as Date);
    throw new Error(`What is ${JSON.stringify(wanted)}?`);
  });
}

test('the condition by which a list is read finds the sessions that are in it, and no other', () => {
  expect(kinds).toHaveLength(64);
  for (const list of sessionLists) {
    const condition = inList(list, startOfToday);
    for (const session of kinds)
      expect(meets(session, condition), `${list} ${JSON.stringify(session)}`).toBe(
        listOf(session, startOfToday) === list,
      );
  }
});
