import { expect, test } from 'vitest';
import type { Actor, AgentActor, VisitorActor } from '../../api/core/actor.ts';
import {
  canBlock,
  canEditVisitor,
  canEnd,
  canNote,
  canSend,
  canSetDoNotDisturb,
  canTransfer,
  countsAsReader,
  reachOf,
} from '../../api/session/sessionRules.ts';
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

test('an own session, or one that nobody has, is transferred with one permission, a colleague’s with another', () => {
  expect(canTransfer(agent('lin'), live)).toBe(false);
  expect(canTransfer(agent('lin', ['TRANSFER_SESSIONS']), live)).toBe(true);
  expect(canTransfer(agent('lin', ['TRANSFER_SESSIONS']), unowned)).toBe(true);
  expect(canTransfer(agent('wang', ['TRANSFER_SESSIONS']), live)).toBe(false);
  expect(canTransfer(agent('wang', ['TRANSFER_COLLEAGUES_SESSIONS']), live)).toBe(true);
  expect(canTransfer(agent('lin', ['TRANSFER_COLLEAGUES_SESSIONS']), live)).toBe(true);
  expect(canTransfer(agent('lin', ['TRANSFER_SESSIONS']), ended)).toBe(false);
  expect(canTransfer(visitor, live)).toBe(false);
});

test.each([
  ['keeps a visitor from disturbing', canSetDoNotDisturb, 'USE_DO_NOT_DISTURB'],
  ['blocks a visitor', canBlock, 'BLOCK_VISITORS'],
  ['renames a visitor', canEditVisitor, 'EDIT_VISITORS'],
] as const)('who works on the session and holds the permission %s', (_what, can, permission) => {
  expect(can(agent('lin'), live)).toBe(false);
  expect(can(agent('lin', [permission]), live)).toBe(true);
  expect(can(agent('wang', [permission]), live)).toBe(false);
  expect(can(agent('wang', [permission]), unowned)).toBe(true);
  expect(can(agent('wang', [permission, 'ASSIST_SESSIONS']), live)).toBe(true);
  expect(can(visitor, live)).toBe(false);
});

test('reading counts for the visitor and for nobody who is neither', () => {
  expect(countsAsReader(visitor, live)).toBe(true);
  expect(countsAsReader({ ...visitor, visitorId: 'other' }, unowned)).toBe(false);
  expect(countsAsReader({ kind: 'anonymous' }, unowned)).toBe(false);
  // Somebody without a name is nobody's agent, whatever they bring along.
  expect(countsAsReader({ kind: 'anonymous', agentId: 'lin' } as Actor, live)).toBe(false);
});

test('a visitor is answered, waits in the queue, or nobody is there', () => {
  const queuedAt = new Date();
  expect(reachOf({ ownerId: 'lin', queuedAt: null })).toBe('ANSWERED');
  expect(reachOf({ ownerId: 'lin', queuedAt })).toBe('ANSWERED');
  expect(reachOf({ ownerId: null, queuedAt })).toBe('QUEUED');
  expect(reachOf({ ownerId: null, queuedAt: null })).toBe('NOBODY_REACHABLE');
});
