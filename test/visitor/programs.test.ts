import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InvalidInputError, NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { readEvents } from '../../api/event/readEvents.ts';
import { sendMessageAsVisitor } from '../../api/message/sendMessageAsVisitor.ts';
import { visitorFunnel } from '../../api/report/visitorFunnel.ts';
import { endSession } from '../../api/session/endSession.ts';
import { sweepSessionEnds } from '../../api/session/sweepSessionEnds.ts';
import { tagVisitor } from '../../api/tag/tagVisitor.ts';
import { createVisitor } from '../../api/visitor/createVisitor.ts';
import { openVisitorSession } from '../../api/visitor/openVisitorSession.ts';
import { setVisitorAttributes } from '../../api/visitor/setVisitorAttributes.ts';
import { sweepLostVisitors } from '../../api/visitor/sweepLostVisitors.ts';
import { buildAgent, buildDepartment, buildSite } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '100000' });
});
afterAll(() => core.close());

async function buildProgram() {
  const department = await buildDepartment(core);
  const site = await buildSite(core, department);
  const program = await buildAgent(core, department, [
    'SEE_ALL_SESSIONS',
    'WRITE_AS_VISITOR',
    'EDIT_VISITORS',
    'ASSIST_SESSIONS',
    'SEE_REPORTS',
    'SEE_CONTACT_DATA',
  ]);
  return { department, site, program };
}

test('a program makes a visitor, opens a session, writes for them, tags, and reads the funnel', async () => {
  const { site, program } = await buildProgram();
  const siteId = site.id;
  const who = { siteId, externalId: 'wx-1' };
  const visitor = await createVisitor(core, program, {
    ...who,
    nickname: '微信用户',
    attributes: { from: 'wechat' },
  });
  expect((await createVisitor(core, program, who)).id).toBe(visitor.id);
  const session = await openVisitorSession(core, program, who);
  expect((await openVisitorSession(core, program, { visitorId: visitor.id })).id).toBe(session.id);
  const message = { sessionId: session.id, clientId: randomUUID(), text: '你好，我的电话是13912345678' };
  const sent = await sendMessageAsVisitor(core, program, message);
  expect(sent).toMatchObject({ author: 'VISITOR', agentId: null });
  expect((await sendMessageAsVisitor(core, program, message)).seq).toBe(sent.seq);
  const arrival = await core.database.prisma.tag.create({
    data: { name: randomUUID(), color: '#112233', stage: 'ARRIVAL' },
  });
  await tagVisitor(core, program, { sessionId: session.id, tagId: arrival.id });
  await openVisitorSession(core, program, {
    visitorId: (await createVisitor(core, program, { siteId })).id,
  });
  const to = new Date(core.clock.now().getTime() + 1000);
  const from = new Date(to.getTime() - 3_600_000);
  const counts = (await visitorFunnel(core, program, { from, to, siteId })).map((one) => one.visitorsCount);
  // 转电 stands for contact data in the shipped tags, if it does anywhere.
  expect([counts[0], counts[1], counts[4]]).toEqual([2, 1, 1]);
  await expect(visitorFunnel(core, program, { from: to, to: from })).rejects.toThrow(InvalidInputError);
  const { events } = await readEvents(core, program, { siteId });
  expect(events.map(({ event }) => event.type)).toContain('CONTACT_DETAILS_FOUND');
});

test('a session that a program opened has no connection to lose, and ends when nobody writes', async () => {
  const { site, program } = await buildProgram();
  const { id: visitorId } = await createVisitor(core, program, { siteId: site.id });
  const { id } = await openVisitorSession(core, program, { visitorId });
  const end = async () => (await core.database.prisma.session.findUniqueOrThrow({ where: { id } })).endReason;
  core.clock.advance(10 * 60_000);
  await sweepLostVisitors(core);
  await sweepSessionEnds(core);
  expect(await end()).toBe(null);
  core.clock.advance(21 * 60_000);
  await sweepSessionEnds(core);
  expect(await end()).toBe('IDLE');
});

test('attributes are set, changed and taken away within their limits; contact data in them is masked', async () => {
  const { department, site, program } = await buildProgram();
  const who = { siteId: site.id, externalId: 'a-1' };
  const { id: visitorId } = await createVisitor(core, program, { ...who, attributes: { level: 'gold' } });
  const { id: sessionId } = await openVisitorSession(core, program, { visitorId });
  const changed = await setVisitorAttributes(core, program, {
    ...who,
    attributes: { level: null, 手机: '13912345678', city: '上海' },
  });
  expect(changed.attributes).toEqual({ 手机: '13912345678', city: '上海' });
  const source =
    'query ($id: ID!) { session(id: $id) { ... on Session { visitor { externalId attributes { name value } } } } }';
  const reader = await buildAgent(core, department, ['SEE_ALL_SESSIONS']);
  expect(await executeAs(core, reader, source, { id: sessionId })).toEqual({
    session: {
      visitor: {
        externalId: 'a-1',
        attributes: [
          { name: '手机', value: '***********' },
          { name: 'city', value: '上海' },
        ].toSorted((a, b) => a.name.localeCompare(b.name)),
      },
    },
  });
  const many = Object.fromEntries(Array.from({ length: 49 }, (_, i) => [`n${i}`, 'x']));
  for (const attributes of [many, { '': 'x' }, { x: 'y'.repeat(501) }])
    await expect(setVisitorAttributes(core, program, { ...who, attributes })).rejects.toThrow(
      InvalidInputError,
    );
  const [entry] = await core.database.prisma.auditEntry.findMany({
    where: { action: 'setVisitorAttributes' },
  });
  expect(JSON.stringify(entry)).not.toContain('13912345678');
});

test('programs do only what they may, and find only visitors whom they may see', async () => {
  const { department, site, program } = await buildProgram();
  const plain = await buildAgent(core, department);
  const elsewhere = await buildAgent(core, await buildDepartment(core), [
    'WRITE_AS_VISITOR',
    'EDIT_VISITORS',
  ]);
  const { id: visitorId } = await createVisitor(core, program, { siteId: site.id });
  const session = await openVisitorSession(core, program, { visitorId });
  const message = { sessionId: session.id, clientId: randomUUID(), text: 'x' };
  const forbidden = [
    () => createVisitor(core, plain, { siteId: site.id }),
    () => openVisitorSession(core, plain, { visitorId }),
    () => sendMessageAsVisitor(core, plain, message),
    () => setVisitorAttributes(core, plain, { visitorId, attributes: {} }),
    () => visitorFunnel(core, plain, { from: new Date(0), to: new Date() }),
  ];
  for (const attempt of forbidden) await expect(attempt()).rejects.toThrow(NotAllowedError);
  const hidden = [
    () => openVisitorSession(core, elsewhere, { visitorId }),
    () => sendMessageAsVisitor(core, elsewhere, message),
    () => setVisitorAttributes(core, elsewhere, { visitorId, attributes: {} }),
    () => createVisitor(core, program, { siteId: randomUUID() }),
  ];
  for (const attempt of hidden) await expect(attempt()).rejects.toThrow(NotFoundError);
  await endSession(core, program, { sessionId: session.id }).catch(() => undefined);
});
