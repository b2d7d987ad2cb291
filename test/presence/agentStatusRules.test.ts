import { expect, test } from 'vitest';
import { isGraceOver, momentOfChange, statusOnReturn } from '../../api/agent/agentStatusRules.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22) + seconds * 1000);

test('who comes back after having been OFFLINE has the chosen status; who was not, keeps the status in force', () => {
  for (const chosenStatus of ['ONLINE', 'BUSY', 'AWAY'] as const) {
    expect(statusOnReturn({ status: 'OFFLINE', chosenStatus })).toBe(chosenStatus);
    expect(statusOnReturn({ status: 'BUSY', chosenStatus })).toBe('BUSY');
  }
});

test('the grace period is over when its last second is, not before, and never for who is connected or OFFLINE', () => {
  const gone = { status: 'BUSY', unreachableSince: at(0) } as const;
  expect(isGraceOver(gone, at(59.999), 60)).toBe(false);
  expect(isGraceOver(gone, at(60), 60)).toBe(true);
  expect(isGraceOver({ ...gone, unreachableSince: null }, at(9999), 60)).toBe(false);
  expect(isGraceOver({ ...gone, status: 'OFFLINE' }, at(9999), 60)).toBe(false);
});

test('a later change has a later moment, also on a machine whose clock is behind', () => {
  expect(momentOfChange(at(5), at(6))).toEqual(at(6));
  expect(momentOfChange(at(5), at(5))).toEqual(at(5.001));
  expect(momentOfChange(at(5), at(0))).toEqual(at(5.001));
});
