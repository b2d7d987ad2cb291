import { expect, test } from 'vitest';
import type { AgentActor, VisitorActor } from '../../api/core/actor.ts';
import { canEnd, canNote, canSend, countsAsReader } from '../../api/session/sessionRules.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';

const agent = (agentId: string, permissions: Permission[] = []): AgentActor => ({
  kind: 'agent',
  agentId,
  credential: { kind: 'signIn', id: 's' },
  siteId: null,
  displayName: agentId,
  departmentId: 'd',
  departmentPath: 'd/',
  permissions: new Set(permissions),
});
const visitor: VisitorActor = { kind: 'visitor', visitorId: 'v', deviceId: 'x', siteId: 's' };
const live = { visitorId: 'v', ownerId: 'lin', departmentId: 'd', endedAt: null };
const unowned = { ...live, ownerId: null };
const ended = { ...live, endedAt: new Date() };

test('the visitor and the owner can send while the session is live', () => {
  expect(canSend(visitor, live)).toBe(true);
  expect(canSend(agent('lin'), live)).toBe(true);
  expect(canSend(visitor, ended)).toBe(false);
  expect(canSend(agent('lin'), ended)).toBe(false);
});

test('whoever sees a live session as an agent can note something in it, and no visitor can', () => {
  expect(canNote(agent('wang'), live)).toBe(true);
  expect(canNote(agent('lin'), ended)).toBe(false);
  expect(canNote(visitor, live)).toBe(false);
});

test('a colleague can send only with the permission to assist, or where nobody has taken the session', () => {
  expect(canSend(agent('wang'), live)).toBe(false);
  expect(canSend(agent('wang', ['ASSIST_SESSIONS']), live)).toBe(true);
  expect(canSend(agent('wang'), unowned)).toBe(true);
});

test('a stranger can neither send nor end', () => {
  const stranger: VisitorActor = { ...visitor, visitorId: 'other' };
  expect(canSend(stranger, live)).toBe(false);
  expect(canSend({ kind: 'anonymous' }, unowned)).toBe(false);
  expect(canEnd(stranger, live)).toBe(false);
  expect(canEnd(visitor, live)).toBe(false);
});

test('ending a colleague’s session takes the permission', () => {
  expect(canEnd(agent('lin'), live)).toBe(true);
  expect(canEnd(agent('wang'), live)).toBe(false);
  expect(canEnd(agent('wang', ['END_COLLEAGUES_SESSIONS']), live)).toBe(true);
  expect(canEnd(agent('lin'), ended)).toBe(false);
});

test('a supervisor who looks on does not make the owner’s unread messages disappear', () => {
  expect(countsAsReader(agent('boss', ['SEE_ALL_SESSIONS', 'ASSIST_SESSIONS']), live)).toBe(false);
  expect(countsAsReader(agent('lin'), live)).toBe(true);
  expect(countsAsReader(agent('wang'), unowned)).toBe(true);
});
