import { afterAll, beforeAll, expect, test } from 'vitest';
import { addContactDetail } from '../../api/contactDetail/addContactDetail.ts';
import { confirmContactDetail } from '../../api/contactDetail/confirmContactDetail.ts';
import { correctContactDetail } from '../../api/contactDetail/correctContactDetail.ts';
import { rejectContactDetail } from '../../api/contactDetail/rejectContactDetail.ts';
import { revealContactDetail } from '../../api/contactDetail/revealContactDetail.ts';
import { InvalidInputError, NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { tagVisitor } from '../../api/tag/tagVisitor.ts';
import { buildAgent } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { buildTalk } from './build.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

async function buildFound(...more: Parameters<typeof buildTalk>[1] & object) {
  const talk = await buildTalk(core, ['EDIT_VISITORS', 'SEE_CONTACT_DATA', ...more]);
  await talk.say('电话13812345678');
  const [detail] = await talk.details();
  if (!detail) throw new Error('nothing was found');
  return { ...talk, detail, input: { sessionId: talk.sessionId, detailId: detail.id } };
}

test('confirming says who and when, and the audit tells it without the value', async () => {
  const { agent, details, input, visitorId } = await buildFound();
  await confirmContactDetail(core, agent, input);
  expect(await details()).toMatchObject([
    { status: 'CONFIRMED', decidedById: agent.agentId, decidedAt: core.clock.now() },
  ]);
  const entries = await core.database.prisma.auditEntry.findMany({ where: { targetId: visitorId } });
  expect(entries).toMatchObject([{ action: 'confirmContactDetail', agentId: agent.agentId }]);
  expect(JSON.stringify(entries)).not.toContain('13812345678');
});

test('rejecting the only number takes its kind and its automatic tag away; confirming it again brings both back', async () => {
  const { agent, input, tagNames } = await buildFound();
  expect((await rejectContactDetail(core, agent, input)).contactKinds).toEqual([]);
  expect(await tagNames()).toEqual([]);
  expect((await confirmContactDetail(core, agent, input)).contactKinds).toEqual(['PHONE']);
  expect(await tagNames()).toEqual(['转电']);
});

test('a tag given by hand stays when the number is rejected', async () => {
  const talk = await buildTalk(core);
  const tag = await core.database.prisma.tag.findFirstOrThrow({ where: { name: '转电', deletedAt: null } });
  await tagVisitor(core, talk.agent, { sessionId: talk.sessionId, tagId: tag.id });
  await talk.say('电话13812345678');
  const [detail] = await talk.details();
  await rejectContactDetail(core, talk.agent, { sessionId: talk.sessionId, detailId: detail?.id ?? '' });
  expect(await talk.tagNames()).toEqual(['转电']);
});

test('a corrected value takes the wrong one’s place and message, and no machine overwrites it', async () => {
  const { agent, detail, details, input, say } = await buildFound();
  await correctContactDetail(core, agent, { ...input, value: ' 139 1234 5678 ' });
  await say('电话13812345678');
  await say('电话13912345678');
  const [wrong, right] = (await details()).toSorted((a, b) => Number(a.isByHand) - Number(b.isByHand));
  expect(wrong).toMatchObject({ value: '13812345678', status: 'REJECTED' });
  expect(right).toMatchObject({ value: '13912345678', status: 'CONFIRMED', isByHand: true, rule: null });
  expect(right?.spans).toEqual(detail.spans);
  expect(right?.decidedById).toBe(agent.agentId);
});

test('an age set by hand counts, whatever the visitor writes later', async () => {
  const { agent, ask, say, sessionId } = await buildTalk(core);
  await addContactDetail(core, agent, { sessionId, kind: 'AGE', value: '42' });
  await say('我今年35岁');
  const { visitor } = await ask<{ visitor: { contactDetails: { value: string; isCurrent: boolean }[] } }>(
    agent,
    'visitor { contactDetails { value isCurrent } }',
  );
  expect(visitor.contactDetails.filter(({ isCurrent }) => isCurrent)).toEqual([
    { value: '42', isCurrent: true },
  ]);
});

test('what is added by hand sets its tag, and must have the form of its kind', async () => {
  const { agent, sessionId, tagNames } = await buildTalk(core);
  const wrong = [
    ['PHONE', 'call me'],
    ['WECHAT', '微信'],
    ['QQ', '0123456'],
    ['AGE', '130'],
    ['GENDER', 'female'],
    ['PHONE', ' '],
    ['WECHAT', 'a'.repeat(61)],
  ] as const;
  for (const [kind, value] of wrong)
    await expect(addContactDetail(core, agent, { sessionId, kind, value })).rejects.toThrow(
      InvalidInputError,
    );
  await addContactDetail(core, agent, { sessionId, kind: 'WECHAT', value: 'ｌｏｖｅｃａｔ＿1' });
  expect(await tagNames()).toEqual(['转微']);
});

test('without the permission, or in a session that one may not see, nothing can be judged', async () => {
  const { department, input } = await buildFound();
  const plain = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS', 'ASSIST_SESSIONS']);
  await expect(confirmContactDetail(core, plain, input)).rejects.toThrow(NotAllowedError);
  const stranger = (await buildTalk(core)).agent;
  await expect(rejectContactDetail(core, stranger, input)).rejects.toThrow(NotFoundError);
});

test('a value of another visitor is not found through one’s own session', async () => {
  const { input } = await buildFound();
  const own = await buildTalk(core);
  const theft = { sessionId: own.sessionId, detailId: input.detailId };
  await expect(confirmContactDetail(core, own.agent, theft)).rejects.toThrow(NotFoundError);
  const revealing = await buildAgent(core, own.department, ['SEE_ALL_SESSIONS', 'REVEAL_CONTACT_DATA']);
  await expect(revealContactDetail(core, revealing, theft)).rejects.toThrow(NotFoundError);
});

test('revealing shows the whole value to those who may, and is written down each time', async () => {
  const { department, input, visitorId } = await buildFound();
  const source =
    'mutation ($input: ContactDetailInput!) { revealContactDetail(input: $input) { __typename ... on ContactDetail { value isMasked } } }';
  interface Answer {
    revealContactDetail: object;
  }
  const may = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS', 'REVEAL_CONTACT_DATA']);
  const { revealContactDetail: shown } = await executeAs<Answer>(core, may, source, { input });
  expect(shown).toEqual({ __typename: 'ContactDetail', value: '13812345678', isMasked: false });
  const mayNot = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS']);
  const { revealContactDetail: refused } = await executeAs<Answer>(core, mayNot, source, { input });
  expect(refused).toEqual({ __typename: 'NotAllowedError' });
  const entries = await core.database.prisma.auditEntry.findMany({
    where: { targetId: visitorId, action: 'revealContactDetail' },
  });
  expect(entries).toMatchObject([{ agentId: may.agentId }]);
});
