import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgentActor, VisitorActor } from '../../api/core/actor.ts';
import { InvalidInputError, NotSignedInError } from '../../api/core/errors.ts';
import { addContactDetail } from '../../api/contactDetail/addContactDetail.ts';
import { blockVisitor } from '../../api/block/blockVisitor.ts';
import { unblockVisitor } from '../../api/block/unblockVisitor.ts';
import { EventsExpiredError } from '../../api/event/eventErrors.ts';
import { readEvents } from '../../api/event/readEvents.ts';
import { sweepEvents } from '../../api/event/sweepEvents.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { endSession } from '../../api/session/endSession.ts';
import { setDoNotDisturb } from '../../api/session/setDoNotDisturb.ts';
import { tagVisitor } from '../../api/tag/tagVisitor.ts';
import { untagVisitor } from '../../api/tag/untagVisitor.ts';
import { eraseVisitor } from '../../api/visitor/eraseVisitor.ts';
import { updateVisitor } from '../../api/visitor/updateVisitor.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '100000' });
});
afterAll(() => core.close());

async function buildClinic(...permissions: Permission[]) {
  const department = await buildDepartment(core);
  const site = await buildSite(core, department);
  const agent = await buildAgent(core, department, permissions);
  return { department, site, agent };
}

const say = (actor: AgentActor | VisitorActor, sessionId: string, text: string) =>
  sendMessage(core, actor, { sessionId, clientId: randomUUID(), text });

test('all that happens around a visitor is told in order, each once', async () => {
  const { site, agent } = await buildClinic(
    'SEE_ALL_SESSIONS',
    'EDIT_VISITORS',
    'BLOCK_VISITORS',
    'UNBLOCK_VISITORS',
    'MANAGE_VISITOR_DATA',
  );
  const tag = await core.database.prisma.tag.create({ data: { name: 'vip', color: '#112233' } });
  const { visitor, session } = await buildVisitor(core, site);
  const sessionId = session.id;
  await say(visitor, sessionId, '在吗');
  await say(agent, sessionId, '您好');
  await say(visitor, sessionId, '我的电话是13912345678');
  await tagVisitor(core, agent, { sessionId, tagId: tag.id });
  await untagVisitor(core, agent, { sessionId, tagId: tag.id });
  await updateVisitor(core, agent, { sessionId, nickname: '王女士' });
  await addContactDetail(core, agent, { sessionId, kind: 'AGE', value: '30' });
  await endSession(core, agent, { sessionId });
  await blockVisitor(core, agent, { sessionId, reason: 'spam' });
  await unblockVisitor(core, agent, { sessionId });
  await eraseVisitor(core, agent, { sessionId });
  const { events } = await readEvents(core, agent, { siteId: site.id });
  expect(events.map(({ event }) => [event.type, event.seq ?? event.reason])).toEqual([
    ['SESSION_OPENED', null],
    ['SESSION_WAITING', 'NOBODY_REACHABLE'],
    ['MESSAGE_SENT', 1],
    ['MESSAGE_LEFT', 1],
    ['SESSION_ASSIGNED', 'TAKEN'],
    ['MESSAGE_SENT', 2],
    ['MESSAGE_SENT', 3],
    ['CONTACT_DETAILS_FOUND', null],
    ['VISITOR_TAGGED', null],
    ['VISITOR_TAGGED', null],
    ['VISITOR_UNTAGGED', null],
    ['VISITOR_CHANGED', null],
    ['CONTACT_DETAILS_CHANGED', null],
    ['SESSION_ENDED', 'AGENT'],
    ['VISITOR_BLOCKED', null],
    ['VISITOR_UNBLOCKED', null],
    ['VISITOR_ERASED', null],
  ]);
  expect(events[4]?.agent?.id).toBe(agent.agentId);
  expect(events[7]?.event.kinds).toEqual(['PHONE']);
  expect(events[0]?.event.kinds).toEqual([]);
  expect(events[9]?.tag?.name).toBe('vip');
  // Nothing is left of what was said: the log holds ids only.
  expect(events[6]?.message?.text).toBe('');
  expect(new Set(events.map(({ event }) => event.number)).size).toBe(events.length);
});

test('events are read page by page from any cursor, of some types and of one site', async () => {
  const { site, agent } = await buildClinic('SEE_ALL_SESSIONS');
  const { visitor, session } = await buildVisitor(core, site);
  for (let i = 0; i < 5; i++) await say(visitor, session.id, `word ${i}`);
  const wanted = { siteId: site.id, types: ['MESSAGE_SENT' as const] };
  const seqs: (number | null)[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await readEvents(core, agent, { ...wanted, after, first: 2 });
    seqs.push(...page.events.map(({ event }) => event.seq));
    after = page.endCursor;
    if (!page.hasNextPage) break;
  }
  expect(seqs).toEqual([1, 2, 3, 4, 5]);
  expect((await readEvents(core, agent, { ...wanted, after })).events).toEqual([]);
  await say(visitor, session.id, 'more');
  expect((await readEvents(core, agent, { ...wanted, after })).events[0]?.message?.text).toBe('more');
});

test('agents read the events of sessions that they may see now, and of no others', async () => {
  const { department, site, agent } = await buildClinic();
  const stranger = await buildAgent(core, await buildDepartment(core), ['SEE_DEPARTMENT_SESSIONS']);
  const head = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS']);
  const blind = { ...agent, permissions: new Set<Permission>() };
  const { visitor, session } = await buildVisitor(core, site);
  await say(visitor, session.id, 'hello');
  await say(agent, session.id, 'hello');
  const typesFor = async (actor: AgentActor) =>
    (await readEvents(core, actor, { siteId: site.id })).events.map(({ event }) => event.type);
  expect(await typesFor(agent)).toContain('MESSAGE_SENT');
  expect(await typesFor(head)).toContain('MESSAGE_SENT');
  expect(await typesFor(stranger)).toEqual([]);
  expect(await typesFor(blind)).toEqual([]);
  await expect(readEvents(core, visitor, {})).rejects.toThrow(NotSignedInError);
});

test('what do-not-disturb withholds is an event once it is let through, and only once', async () => {
  const { site, agent } = await buildClinic('SEE_ALL_SESSIONS', 'USE_DO_NOT_DISTURB');
  const { visitor, session } = await buildVisitor(core, site);
  const seqs = async () =>
    (await readEvents(core, agent, { siteId: site.id, types: ['MESSAGE_SENT'] })).events.map(
      ({ event }) => event.seq,
    );
  await say(visitor, session.id, 'one');
  for (let round = 0; round < 2; round++) {
    core.clock.advance(1_000);
    await setDoNotDisturb(core, agent, { sessionId: session.id, isOn: true });
    const before = await seqs();
    await say(visitor, session.id, 'withheld');
    expect(await seqs()).toEqual(before);
    await setDoNotDisturb(core, agent, { sessionId: session.id, isOn: false });
    expect(await seqs()).toHaveLength(before.length + 1);
  }
});

test('what failed leaves no event', async () => {
  const { site, agent } = await buildClinic('SEE_ALL_SESSIONS');
  const { visitor, session } = await buildVisitor(core, site);
  const clientId = randomUUID();
  const input = { sessionId: session.id, clientId, text: 'once' };
  await Promise.all([1, 2, 3].map(() => sendMessage(core, visitor, input)));
  await endSession(core, agent, { sessionId: session.id });
  await expect(say(visitor, session.id, 'late')).rejects.toThrow();
  const { events } = await readEvents(core, agent, { siteId: site.id, types: ['MESSAGE_SENT'] });
  expect(events).toHaveLength(1);
});

test('events are kept for as many days as the organisation says; an older cursor gets the oldest one there is', async () => {
  const { site, agent } = await buildClinic('SEE_ALL_SESSIONS');
  await buildVisitor(core, site);
  const { endCursor } = await readEvents(core, agent, {});
  const { visitor, session } = await buildVisitor(core, site);
  const before = await readEvents(core, agent, { after: endCursor });
  core.clock.advance(31 * 86_400_000);
  await sweepEvents(core);
  await say(visitor, session.id, 'later');
  const error = await readEvents(core, agent, { after: endCursor }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(EventsExpiredError);
  expect(error).toMatchObject({ oldestCursor: before.endCursor });
  const { events } = await readEvents(core, agent, { after: before.endCursor, types: ['MESSAGE_SENT'] });
  expect(events).toHaveLength(1);
  expect((await readEvents(core, agent, {})).events[0]?.event.type).toBe('MESSAGE_SENT');
  // Numbers go on where they were, though nothing that had them is left.
  core.clock.advance(31 * 86_400_000);
  await sweepEvents(core);
  await say(visitor, session.id, 'later still');
  const last = await readEvents(core, agent, {});
  expect(BigInt(last.endCursor)).toBeGreaterThan(BigInt(before.endCursor));
});

test('a cursor that nobody was given is refused', async () => {
  const { agent } = await buildClinic('SEE_ALL_SESSIONS');
  for (const after of ['x', '-1', '999999999999', "1'; --"])
    await expect(readEvents(core, agent, { after })).rejects.toThrow(InvalidInputError);
  await expect(readEvents(core, agent, { first: 201 })).rejects.toThrow(InvalidInputError);
});
