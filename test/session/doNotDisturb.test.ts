import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, AgentActor } from '../../api/core/actor.ts';
import { NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { followSession } from '../../api/session/followSession.ts';
import { setDoNotDisturb } from '../../api/session/setDoNotDisturb.ts';
import type { SessionEvent } from '../../api/session/sessionEvents.ts';
import { signalTyping } from '../../api/session/signalTyping.ts';
import { enterSite } from '../../api/visitor/enterSite.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor, ownOrigin } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

const say = (actor: Actor, sessionId: string, text: string) =>
  sendMessage(core, actor, { sessionId, clientId: randomUUID(), text });

async function buildHarassment() {
  const department = await buildDepartment(core);
  const site = await buildSite(core, department);
  const agent = await buildAgent(core, department, ['USE_DO_NOT_DISTURB']);
  const guest = await buildVisitor(core, site);
  const sessionId = guest.session.id;
  await say(guest.visitor, sessionId, '在吗');
  await say(agent, sessionId, '您好');
  return { department, site, agent, ...guest, sessionId };
}

const turn = (actor: Actor, sessionId: string, isOn: boolean) =>
  setDoNotDisturb(core, actor, { sessionId, isOn });

interface ReadThread {
  session: {
    list?: string;
    unreadCount?: number;
    messages: { edges: { node: { text: string; isWithheld: boolean; notice: string | null } }[] };
  };
}

async function threadOf(actor: Actor, id: string, fields = ''): Promise<ReadThread['session']> {
  const source = `query ($id: ID!) { session(id: $id) { ... on Session { ${fields}
    messages(first: 100) { edges { node { text isWithheld notice } } } } } }`;
  return (await executeAs<ReadThread>(core, actor, source, { id })).session;
}
const textsOf = async (actor: Actor, id: string) =>
  (await threadOf(actor, id)).messages.edges.map(({ node }) => node.notice ?? node.text);

/** Reads a stream until it has nothing more to say for a moment. */
async function heard(stream: AsyncIterableIterator<SessionEvent>): Promise<SessionEvent[]> {
  const events: SessionEvent[] = [];
  for (;;) {
    const silence = new Promise<undefined>((resolve) => setTimeout(resolve, 300));
    const next = await Promise.race([stream.next(), silence]);
    if (!next || next.done) break;
    events.push(next.value);
  }
  await stream.return?.();
  return events;
}
const textsIn = (events: SessionEvent[]) =>
  events.flatMap((event) =>
    event.type === 'MessageSent' && !event.message.notice ? [event.message.text] : [],
  );

test('what a visitor writes under do-not-disturb is stored, but neither delivered nor counted', async () => {
  const { agent, visitor, sessionId } = await buildHarassment();
  await turn(agent, sessionId, true);
  const [ofAgent, ofVisitor] = [
    await followSession(core, agent, { sessionId, after: 2 }),
    await followSession(core, visitor, { sessionId, after: 2 }),
  ];
  await say(visitor, sessionId, '骂人的话');
  await signalTyping(core, visitor, { sessionId, isTyping: true });
  const events = await heard(ofAgent);
  expect(textsIn(events)).toEqual([]);
  expect(events.map(({ type }) => type)).not.toContain('TypingSignalled');
  expect(textsIn(await heard(ofVisitor))).toEqual(['骂人的话']);
  const row = await core.database.prisma.session.findUniqueOrThrow({ where: { id: sessionId } });
  expect(row).toMatchObject({
    unreadCount: 0,
    waitingSince: null,
    lastMessageText: '您好',
    withheldCount: 1,
  });
  expect(await textsOf(agent, sessionId)).toEqual(['在吗', '您好', 'DO_NOT_DISTURB_STARTED']);
  expect(await textsOf(visitor, sessionId)).toEqual(['在吗', '您好', '骂人的话']);
});

test('the visitor moves to the suspected, and notices nothing of it', async () => {
  const { agent, visitor, sessionId } = await buildHarassment();
  await turn(agent, sessionId, true);
  expect((await threadOf(agent, sessionId, 'list unreadCount')).list).toBe('SUSPECTED');
  const mine = `query ($id: ID!) { session(id: $id) { ... on Session { isLive reach viewerCanSend
    messages(first: 9) { edges { node { isInternal isWithheld } } } } } }`;
  await say(visitor, sessionId, '还在吗');
  const answer = JSON.stringify(await executeAs(core, visitor, mine, { id: sessionId }));
  expect(answer).toContain('"isLive":true');
  expect(answer).not.toContain('"isWithheld":true');
  expect(answer).not.toContain('"isInternal":true');
  const hidden = 'query ($id: ID!) { session(id: $id) { ... on Session { doNotDisturbSince } } }';
  await expect(executeAs(core, visitor, hidden, { id: sessionId })).rejects.toThrow(/not allowed/i);
});

test('lifting it brings the session back, with what came meanwhile, marked, also to who is looking', async () => {
  const { agent, visitor, sessionId } = await buildHarassment();
  await turn(agent, sessionId, true);
  const stream = await followSession(core, agent, { sessionId, after: 2 });
  await say(visitor, sessionId, '第一句');
  await say(agent, sessionId, '请您文明用语');
  await say(visitor, sessionId, '对不起');
  await turn(agent, sessionId, false);
  const events = await heard(stream);
  expect(textsIn(events).toSorted()).toEqual(['对不起', '第一句', '请您文明用语'].toSorted());
  const thread = await threadOf(agent, sessionId, 'list unreadCount');
  expect([thread.list, thread.unreadCount]).toEqual(['TALKING', 2]);
  const marked = thread.messages.edges.filter(({ node }) => node.isWithheld).map(({ node }) => node.text);
  expect(marked).toEqual(['第一句', '对不起']);
  const row = await core.database.prisma.session.findUniqueOrThrow({ where: { id: sessionId } });
  expect(row.waitingSince).not.toBeNull();
  expect(row.lastMessageText).toBe('对不起');
});

test('who looked away while it was lifted gets what was withheld with the next stream, whatever they know already', async () => {
  const { agent, visitor, sessionId } = await buildHarassment();
  await turn(agent, sessionId, true);
  await say(visitor, sessionId, '第一句');
  const { seq } = await say(agent, sessionId, '请稍等');
  await turn(agent, sessionId, false);
  const stream = await followSession(core, agent, { sessionId, after: seq });
  expect(textsIn(await heard(stream))).toEqual(['第一句']);
});

test('it holds for the visitor’s next sessions too, until it is lifted', async () => {
  const { agent, visitor, secret, site, sessionId } = await buildHarassment();
  await turn(agent, sessionId, true);
  await core.database.prisma.session.update({
    where: { id: sessionId },
    data: { endedAt: core.clock.now() },
  });
  const entry = await enterSite(
    core,
    { siteKey: site.key, pageUrl: `${ownOrigin}/`, visitorSecret: secret },
    { address: '203.0.113.7', userAgent: '', ownOrigin },
  );
  expect(entry.session.doNotDisturbSince).not.toBeNull();
  await say(visitor, entry.session.id, '又来了');
  await turn(agent, entry.session.id, false);
  const sessions = await core.database.prisma.session.findMany({ where: { visitorId: visitor.visitorId } });
  expect(sessions.map(({ doNotDisturbSince }) => doNotDisturbSince)).toEqual([null, null]);
});

test('only who may use it on the session can, and it is in the audit', async () => {
  const { agent, department, visitor, sessionId } = await buildHarassment();
  const without: AgentActor = await buildAgent(core, department, [
    'SEE_DEPARTMENT_SESSIONS',
    'ASSIST_SESSIONS',
  ]);
  const onlooker = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS', 'USE_DO_NOT_DISTURB']);
  const stranger = await buildAgent(core, await buildDepartment(core), ['USE_DO_NOT_DISTURB']);
  await expect(turn(without, sessionId, true)).rejects.toThrow(NotAllowedError);
  await expect(turn(onlooker, sessionId, true)).rejects.toThrow(NotAllowedError);
  await expect(turn(visitor, sessionId, true)).rejects.toThrow(NotAllowedError);
  await expect(turn(stranger, sessionId, true)).rejects.toThrow(NotFoundError);
  await turn(agent, sessionId, true);
  await turn(agent, sessionId, true);
  const entries = await core.database.prisma.auditEntry.findMany({ where: { targetId: visitor.visitorId } });
  expect(entries.map(({ action, agentId }) => [action, agentId])).toEqual([
    ['startDoNotDisturb', agent.agentId],
  ]);
});
