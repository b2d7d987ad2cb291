import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rightsChanged } from '../../api/agent/agentEvents.ts';
import { deactivateAgent } from '../../api/agent/deactivateAgent.ts';
import { setStatus } from '../../api/agent/setStatus.ts';
import { signOut } from '../../api/agent/signOut.ts';
import { updateAgent } from '../../api/agent/updateAgent.ts';
import { NotFoundError, NotSignedInError } from '../../api/core/errors.ts';
import { createDepartment } from '../../api/department/createDepartment.ts';
import { moveDepartment } from '../../api/department/moveDepartment.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { updateRole } from '../../api/role/updateRole.ts';
import { followSession } from '../../api/session/followSession.ts';
import { followSessionList, type SessionListEvent } from '../../api/session/followSessionList.ts';
import { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildConversation, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(() => core.close());

/** A department with a site, its supervisor, a session that a colleague there owns, and somebody who manages all. */
async function buildSupervised() {
  const { department, site, agent, visitor, session } = await buildConversation(core);
  await sendMessage(core, agent, { sessionId: session.id, clientId: randomUUID(), text: 'hello' });
  // Nobody takes the visitors who come later.
  await setStatus(core, agent, { status: 'AWAY' });
  const supervisor = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS']);
  const chief = await buildAgent(core, department, Object.values(Permission));
  const row = await core.database.prisma.agent.findUniqueOrThrow({ where: { id: supervisor.agentId } });
  const demote = () => updateRole(core, chief, { roleId: row.roleId, permissions: ['SEE_OWN_SESSIONS'] });
  return { department, site, visitor, session, supervisor, chief, demote };
}

/** The events of a stream, one after the other. */
async function nextOf<Event>(stream: AsyncIterableIterator<Event>): Promise<Event | undefined> {
  const { value, done } = await stream.next();
  return done ? undefined : (value as Event);
}
const typeOf = async (stream: AsyncIterableIterator<SessionListEvent>) => (await nextOf(stream))?.type;

test('the stream of a session ends as soon as it may no longer be seen', async () => {
  const { visitor, session, supervisor, demote } = await buildSupervised();
  const stream = await followSession(core, supervisor, { sessionId: session.id, after: 1 });
  expect(await nextOf(stream)).toMatchObject({ type: 'SessionChanged' });
  await demote();
  await sendMessage(core, visitor, { sessionId: session.id, clientId: randomUUID(), text: 'a secret' });
  expect(await nextOf(stream)).toBeUndefined();
  const again = followSession(core, supervisor, { sessionId: session.id, after: 1 });
  await expect(again).rejects.toThrow(NotFoundError);
});

test('the stream of a session goes on without a gap when rights change and it may still be seen', async () => {
  const { visitor, session, supervisor, chief } = await buildSupervised();
  const stream = await followSession(core, supervisor, { sessionId: session.id, after: 1 });
  await nextOf(stream);
  await updateAgent(core, chief, { agentId: supervisor.agentId, displayName: '新主任' });
  await sendMessage(core, visitor, { sessionId: session.id, clientId: randomUUID(), text: 'next' });
  expect(await nextOf(stream)).toMatchObject({ type: 'SessionChanged' });
  expect(await nextOf(stream)).toMatchObject({ type: 'MessageSent', message: { seq: 2 } });
  await stream.return?.();
});

test('the list’s stream starts anew with the topics of the new rights, and says no more of what may not be seen', async () => {
  const { department, site, session, visitor, supervisor, demote } = await buildSupervised();
  const stream = await followSessionList(core, supervisor);
  expect(await typeOf(stream)).toBe('StreamStarted');
  await demote();
  expect(await typeOf(stream)).toBe('StreamStarted');
  await sendMessage(core, visitor, { sessionId: session.id, clientId: randomUUID(), text: 'a secret' });
  const unowned = await buildVisitor(core, site);
  expect(unowned.session.departmentId).toBe(department.id);
  expect(await nextOf(stream)).toMatchObject({ type: 'SessionChanged', session: { id: unowned.session.id } });
  await stream.return?.();
});

test('who sees a department hears of a session in one that is made below it or moves there while they listen', async () => {
  const { department, supervisor, chief } = await buildSupervised();
  const stream = await followSessionList(core, supervisor);
  await typeOf(stream);
  const child = await createDepartment(core, chief, { name: 'New', parentId: department.id });
  expect(await typeOf(stream)).toBe('StreamStarted');
  const first = await buildVisitor(core, await buildSite(core, child));
  expect(await nextOf(stream)).toMatchObject({ type: 'SessionChanged', session: { id: first.session.id } });
  const foreign = await buildDepartment(core);
  const foreignSite = await buildSite(core, foreign);
  await moveDepartment(core, chief, { departmentId: foreign.id, parentId: child.id });
  expect(await typeOf(stream)).toBe('StreamStarted');
  const second = await buildVisitor(core, foreignSite);
  expect(await nextOf(stream)).toMatchObject({ type: 'SessionChanged', session: { id: second.session.id } });
  await moveDepartment(core, chief, { departmentId: foreign.id, parentId: null });
  expect(await typeOf(stream)).toBe('StreamStarted');
  await buildVisitor(core, foreignSite);
  const third = await buildVisitor(core, await buildSite(core, child));
  expect(await nextOf(stream)).toMatchObject({ type: 'SessionChanged', session: { id: third.session.id } });
  await stream.return?.();
});

test('streams end with the sign-in: signed out, or deactivated', async () => {
  const { session, supervisor, chief } = await buildSupervised();
  const other = await buildAgent(core, await buildDepartment(core), ['SEE_ALL_SESSIONS']);
  for (const [actor, end] of [
    [supervisor, () => deactivateAgent(core, chief, { agentId: supervisor.agentId })],
    [other, () => signOut(core, other)],
  ] as const) {
    const [one, list] = [
      await followSession(core, actor, { sessionId: session.id, after: 1 }),
      await followSessionList(core, actor),
    ];
    await Promise.all([nextOf(one), nextOf(list)]);
    await end();
    expect([await nextOf(one), await nextOf(list)]).toEqual([undefined, undefined]);
    const input = { sessionId: session.id, after: 1 };
    await expect(followSession(core, actor, input)).rejects.toThrow(NotSignedInError);
    await expect(followSessionList(core, actor)).rejects.toThrow(NotSignedInError);
  }
});

test('rights that changed before anybody listened count too', async () => {
  const { session, supervisor, demote } = await buildSupervised();
  await demote();
  const input = { sessionId: session.id, after: 1 };
  await expect(followSession(core, supervisor, input)).rejects.toThrow(NotFoundError);
});

test('a list whose rights are told to have changed many times at once starts anew once, and goes on', async () => {
  const { site, supervisor } = await buildSupervised();
  const stream = await followSessionList(core, supervisor);
  await typeOf(stream);
  core.pubsub.publish(rightsChanged(Array.from({ length: 20 }, () => supervisor.agentId)));
  expect(await typeOf(stream)).toBe('StreamStarted');
  const { session } = await buildVisitor(core, site);
  expect(await nextOf(stream)).toMatchObject({ type: 'SessionChanged', session: { id: session.id } });
  await stream.return?.();
});
