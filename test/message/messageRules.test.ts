import { expect, test } from 'vitest';
import type { AgentActor, VisitorActor } from '../../api/core/actor.ts';
import { authorOf, isRecalled, previewOf, textFor } from '../../api/message/messageRules.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';

const visitor: VisitorActor = { kind: 'visitor', visitorId: 'v', deviceId: 'x', siteId: 's' };
const agent = (...permissions: Permission[]): AgentActor => ({
  kind: 'agent',
  agentId: 'lin',
  credential: { kind: 'signIn', id: 's' },
  siteId: null,
  displayName: 'lin',
  departmentId: 'd',
  departmentPath: 'd/',
  permissions: new Set(permissions),
});

test('lists show a message on one line, without white space around it', () => {
  expect(previewOf(' 您好 \n\t 请问  周末开门吗 ')).toBe('您好 请问 周末开门吗');
});

test('lists show the first 120 characters, and no half of one', () => {
  expect(previewOf('字'.repeat(121))).toBe('字'.repeat(120));
  expect(previewOf('😀'.repeat(121))).toBe('😀'.repeat(120));
});

test('what stands behind much white space is shown too, as long as it is not far away', () => {
  expect(previewOf(`${' '.repeat(400)}到了`)).toBe('到了');
  expect(previewOf(`${' '.repeat(480)}太远`)).toBe('');
});

test('a last message without text and without anything else was taken back; one that was erased was not', () => {
  expect(isRecalled({ lastMessageText: '', lastMessageAttachment: null })).toBe(true);
  expect(isRecalled({ lastMessageText: '', lastMessageAttachment: 'IMAGE' })).toBe(false);
  expect(isRecalled({ lastMessageText: '在', lastMessageAttachment: null })).toBe(false);
  expect(isRecalled({ lastMessageText: null, lastMessageAttachment: null })).toBe(false);
});

test('what a visitor writes is a visitor’s, everything else an agent’s', () => {
  expect(authorOf(visitor)).toBe('VISITOR');
  expect(authorOf(agent())).toBe('AGENT');
});

test('contact data is masked for agents without the permission, and for nobody else', () => {
  const [text, masked] = ['我的电话 13912345678', '我的电话 139****5678'];
  expect(textFor(agent(), text, masked)).toBe(masked);
  expect(textFor(agent(), text, null)).toBe(text);
  expect(textFor(agent('SEE_CONTACT_DATA'), text, masked)).toBe(text);
  expect(textFor(visitor, text, masked)).toBe(text);
});
