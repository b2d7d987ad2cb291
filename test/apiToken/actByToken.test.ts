import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changePassword } from '../../api/agent/changePassword.ts';
import { setStatus } from '../../api/agent/setStatus.ts';
import { signOut, signOutEverywhere } from '../../api/agent/signOut.ts';
import { updateAgent } from '../../api/agent/updateAgent.ts';
import { NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { readEvents } from '../../api/event/readEvents.ts';
import { handOverSessions } from '../../api/handOver/handOverSessions.ts';
import { undoHandOver } from '../../api/handOver/undoHandOver.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { searchMessages } from '../../api/search/searchMessages.ts';
import { countSessions } from '../../api/session/countSessions.ts';
import { endSession } from '../../api/session/endSession.ts';
import { followSession } from '../../api/session/followSession.ts';
import { followSessionList } from '../../api/session/followSessionList.ts';
import { getSessionFor } from '../../api/session/sessionAccess.ts';
import { updateOwnSettings } from '../../api/setting/updateOwnSettings.ts';
import { createVisitor } from '../../api/visitor/createVisitor.ts';
import { openVisitorSession } from '../../api/visitor/openVisitorSession.ts';
import { setVisitorAttributes } from '../../api/visitor/setVisitorAttributes.ts';
import { updateVisitor } from '../../api/visitor/updateVisitor.ts';
import { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildConversation, buildProgram, buildSite, buildVisitor } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(() => core.close());

const line = (sessionId: string, text = 'hello') => ({ sessionId, clientId: randomUUID(), text });
const rowOf = (agentId: string) =>
  core.database.prisma.agent.findUniqueOrThrow({ where: { id: agentId }, omit: { updatedAt: true } });

test('a token never touches the account for which it acts', async () => {
  const { department } = await buildConversation(core);
  const chief = await buildAgent(core, department, Object.values(Permission));
  const { program } = await buildProgram(core, chief);
  const before = await rowOf(chief.agentId);
  const passwords = { oldPassword: 'old password', newPassword: 'new password' };
  for (const attempt of [
    () => signOut(core, program),
    () => signOutEverywhere(core, program),
    () => changePassword(core, program, passwords),
    () => setStatus(core, program, { status: 'BUSY' }),
    () => handOverSessions(core, program, { toAgentId: randomUUID() }),
    () => undoHandOver(core, program, { handOverId: randomUUID() }),
    () => updateOwnSettings(core, program, { suggestionSources: 'BOTH' }),
    () => updateAgent(core, program, { agentId: chief.agentId, displayName: 'x' }),
  ])
    await expect(attempt()).rejects.toThrow(NotAllowedError);
  expect(await rowOf(chief.agentId)).toEqual(before);
  expect(await core.database.prisma.signIn.count({ where: { agentId: chief.agentId } })).toBe(1);
});

test('answering by a token neither brings an agent who is OFFLINE back nor gives them the session', async () => {
  const { session, agent } = await buildConversation(core);
  const { program } = await buildProgram(core, agent);
  const message = await sendMessage(core, program, line(session.id, '您好'));
  expect(message).toMatchObject({ seq: 1, agentId: agent.agentId, authorName: agent.displayName });
  expect(await core.database.prisma.session.findUniqueOrThrow({ where: { id: session.id } })).toMatchObject({
    ownerId: null,
  });
  expect(await rowOf(agent.agentId)).toMatchObject({ status: 'OFFLINE' });
  expect(await core.database.prisma.sentText.count({ where: { agentId: agent.agentId } })).toBe(0);
});

test('a token that may only read changes nothing, whatever else it allows', async () => {
  const { session, department } = await buildConversation(core);
  const chief = await buildAgent(core, department, Object.values(Permission));
  const { program } = await buildProgram(core, chief, { isReadOnly: true });
  const { sendMessage: answer } = await executeAs<{ sendMessage: object }>(
    core,
    program,
    `mutation { sendMessage(input: { sessionId: "${session.id}", clientId: "1", text: "x" }) { __typename } }`,
  );
  expect(answer).toEqual({ __typename: 'NotAllowedError' });
  expect(await core.database.prisma.message.count({ where: { sessionId: session.id } })).toBe(0);
  const read = await executeAs(core, program, `{ session(id: "${session.id}") { __typename } }`);
  expect(read).toEqual({ session: { __typename: 'Session' } });
});

test('what a token does is written down under the agent’s name and the token’s', async () => {
  const { department, session } = await buildConversation(core);
  const chief = await buildAgent(core, department, Object.values(Permission));
  const { program, apiTokenId } = await buildProgram(core, chief, { name: '预约系统' });
  await endSession(core, program, { sessionId: session.id });
  const { auditEntries } = await executeAs<{ auditEntries: unknown }>(
    core,
    chief,
    `{ auditEntries(filter: { apiTokenId: "${apiTokenId}" }) { edges { node { action agentName apiTokenName } } } }`,
  );
  const entry = { action: 'endSession', agentName: chief.displayName, apiTokenName: '预约系统' };
  expect(auditEntries).toEqual({ edges: [{ node: entry }] });
});

test('for a token of one site there are this site’s sessions, visitors and events only', async () => {
  const { department, site, session, visitor } = await buildConversation(core);
  const other = await buildSite(core, department);
  const elsewhere = await buildVisitor(core, other);
  const chief = await buildAgent(core, department, Object.values(Permission));
  const { program } = await buildProgram(core, chief, { siteId: site.id });
  const word = randomUUID().slice(0, 8);
  await sendMessage(core, visitor, line(session.id, word));
  await sendMessage(core, elsewhere.visitor, line(elsewhere.session.id, word));

  expect((await getSessionFor(core, program, session.id)).id).toBe(session.id);
  const sessionId = elsewhere.session.id;
  for (const attempt of [
    () => getSessionFor(core, program, sessionId),
    () => sendMessage(core, program, line(sessionId)),
    () => endSession(core, program, { sessionId }),
    () => updateVisitor(core, program, { sessionId, nickname: 'x' }),
    () => followSession(core, program, { sessionId, after: 0 }),
  ])
    await expect(attempt()).rejects.toThrow(NotFoundError);
  const { found } = await searchMessages(core, program, { query: word });
  expect(found.map(({ hit }) => hit.message.sessionId)).toEqual([session.id]);
  const counts = await countSessions(core, program, {});
  expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(1);
  const { sites } = await executeAs<{ sites: { id: string }[] }>(core, program, '{ sites { id } }');
  expect(sites).toEqual([{ id: site.id }]);

  const list = await followSessionList(core, program);
  const next = async () => ((await list.next()) as IteratorYieldResult<unknown>).value;
  expect(await next()).toMatchObject({ type: 'StreamStarted' });
  await sendMessage(core, elsewhere.visitor, line(sessionId));
  await updateVisitor(core, chief, { sessionId, nickname: '别处' });
  await sendMessage(core, visitor, line(session.id));
  expect(await next()).toMatchObject({ type: 'SessionChanged', session: { id: session.id } });
  await updateVisitor(core, chief, { sessionId: session.id, nickname: '这里' });
  expect(await next()).toMatchObject({ type: 'VisitorChanged', visitor: { nickname: '这里' } });
  await list.return?.();
});

test('a token of one site makes, finds and is told of no visitor of another one', async () => {
  const { department, site } = await buildConversation(core);
  const other = await buildSite(core, department);
  const chief = await buildAgent(core, department, Object.values(Permission));
  const { program } = await buildProgram(core, chief, { siteId: site.id });
  const elsewhere = await createVisitor(core, chief, { siteId: other.id, nickname: '别处' });
  const here = await createVisitor(core, program, { siteId: site.id, nickname: '这里' });
  for (const { id: visitorId } of [here, elsewhere])
    await setVisitorAttributes(core, chief, { visitorId, attributes: { level: 'gold' } });

  await expect(createVisitor(core, program, { siteId: other.id })).rejects.toThrow(NotFoundError);
  const input = { visitorId: elsewhere.id, pageUrl: '', pageTitle: '' };
  await expect(openVisitorSession(core, program, input)).rejects.toThrow(NotFoundError);
  const { events } = await readEvents(core, program, { types: ['VISITOR_CHANGED'] });
  expect(events.map(({ event }) => event.visitorId)).toEqual([here.id]);
});

test('streams of a token end when it expires, also while nothing happens', async () => {
  const { department, session } = await buildConversation(core);
  const chief = await buildAgent(core, department, Object.values(Permission));
  const expiresAt = new Date(core.clock.now().getTime() + 300);
  const { program } = await buildProgram(core, chief, { expiresAt });
  const streams = [
    await followSessionList(core, program),
    await followSession(core, program, { sessionId: session.id, after: 0 }),
  ];
  for (const stream of streams) expect((await stream.next()).done).toBe(false);
  core.clock.advance(300);
  for (const stream of streams) expect((await stream.next()).done).toBe(true);
});
