import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, decideFor, inTurn, type Candidate } from '../../api/assignment/assignmentRules.ts';

const candidate = (agentId: string, more: Partial<Candidate> = {}): Candidate => ({
  agentId,
  displayName: agentId,
  departmentId: 'department',
  status: 'ONLINE',
  liveCount: 0,
  capacity: 10,
  lastAssignedAt: null,
  rank: 0,
  ...more,
});

test('the least loaded agent gets the visitor, among equals the one who has gone longest without a new one', () => {
  const early = new Date('2026-11-22T08:00:00Z');
  const late = new Date('2026-11-22T09:00:00Z');
  expect(decide([candidate('lin', { liveCount: 2 }), candidate('wang', { liveCount: 1 })])).toEqual({
    reason: 'LEAST_LOADED',
    agentId: 'wang',
  });
  const equals = [candidate('lin', { lastAssignedAt: late }), candidate('wang', { lastAssignedAt: early })];
  expect(decide(equals).agentId).toBe('wang');
  expect(decide([...equals, candidate('new')]).agentId).toBe('new');
});

test('who is equal in everything is asked in an order that does not change with the list', () => {
  const [lin, wang] = [candidate('lin'), candidate('wang')];
  for (const team of [
    [lin, wang],
    [wang, lin],
  ])
    expect(inTurn(team).map(({ agentId }) => agentId)).toEqual(['lin', 'wang']);
});

test('the department that is asked first comes first, as long as it has room', () => {
  const first = candidate('first', { rank: 0, liveCount: 9 });
  const second = candidate('second', { rank: 1 });
  expect(decide([first, second]).agentId).toBe('first');
  expect(decide([{ ...first, liveCount: 10 }, second]).agentId).toBe('second');
});

test('a returning visitor goes to the same agent who is ONLINE and has room, and to nobody who is not', () => {
  const before = candidate('lin', { liveCount: 5 });
  const other = candidate('wang');
  expect(decide([before, other], 'lin')).toEqual({ reason: 'SAME_AGENT', agentId: 'lin' });
  for (const change of [
    { status: 'AWAY' },
    { status: 'OFFLINE' },
    { status: 'BUSY' },
    { liveCount: 10 },
  ] as const) {
    expect(decide([{ ...before, ...change }, other], 'lin').agentId).toBe('wang');
  }
});

test('when nobody is ONLINE the visitor is forced on the BUSY agent with the fewest live sessions, capacity or not', () => {
  const full = candidate('lin', { status: 'BUSY', liveCount: 12 });
  const fuller = candidate('wang', { status: 'BUSY', liveCount: 13 });
  expect(decide([full, fuller, candidate('away', { status: 'AWAY' })])).toEqual({
    reason: 'FORCED_ON_BUSY',
    agentId: 'lin',
  });
});

test('when every ONLINE agent is full the visitor waits, and a BUSY one is left in peace', () => {
  const full = candidate('lin', { liveCount: 10 });
  expect(decide([full, candidate('wang', { status: 'BUSY' })])).toEqual({ reason: 'QUEUED', agentId: null });
});

test('with nobody reachable the visitor can leave a message', () => {
  expect(decide([])).toEqual({ reason: 'NOBODY_REACHABLE', agentId: null });
  expect(decide([candidate('lin', { status: 'OFFLINE' }), candidate('wang', { capacity: 0 })])).toEqual({
    reason: 'NOBODY_REACHABLE',
    agentId: null,
  });
});

test('whatever the team looks like: never AWAY or OFFLINE, never above capacity unless forced, never waiting beside a free slot', () => {
  const anyone = fc.record({
    status: fc.constantFrom('ONLINE' as const, 'BUSY' as const, 'AWAY' as const, 'OFFLINE' as const),
    liveCount: fc.nat(6),
    capacity: fc.nat(5),
    lastAssignedAt: fc.option(fc.date({ noInvalidDate: true })),
    rank: fc.nat(2),
  });
  fc.assert(
    fc.property(fc.array(anyone, { maxLength: 8 }), fc.nat(8), (people, same) => {
      const team = people.map((person, index) => candidate(`agent ${index}`, person));
      const { reason, agentId } = decide(team, `agent ${same}`);
      const chosen = team.find((one) => one.agentId === agentId);
      const free = team.filter((one) => one.status === 'ONLINE' && one.liveCount < one.capacity);
      if (chosen) {
        expect(['ONLINE', 'BUSY']).toContain(chosen.status);
        if (reason === 'FORCED_ON_BUSY')
          expect(team.some((one) => one.status === 'ONLINE' && one.capacity > 0)).toBe(false);
        else expect(free).toContain(chosen);
      } else expect(free).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test('agents of a department that is asked later come later, whatever their load', () => {
  const team = [
    candidate('c', { rank: 2 }),
    candidate('b', { rank: 1, liveCount: 3 }),
    candidate('a', { rank: 1, liveCount: 5 }),
  ];
  expect(inTurn(team).map(({ agentId }) => agentId)).toEqual(['b', 'a', 'c']);
  expect(inTurn(team.toReversed()).map(({ agentId }) => agentId)).toEqual(['b', 'a', 'c']);
});

test('outside of the working hours nobody is given a visitor, not even the agent of before', () => {
  const candidates = [candidate('lin')];
  expect(decideFor({ candidates, isOpen: false }, 'lin')).toEqual({
    reason: 'OUTSIDE_WORKING_HOURS',
    agentId: null,
  });
  expect(decideFor({ candidates, isOpen: true }, 'lin').agentId).toBe('lin');
});
