import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { answerForm } from '../../api/form/answerForm.ts';
import type { FormField } from '../../api/form/formRules.ts';
import { leaveContact } from '../../api/form/leaveContact.ts';
import { endSession } from '../../api/session/endSession.ts';
import { SessionEndedError } from '../../api/session/sessionErrors.ts';
import { updateSite } from '../../api/site/updateSite.ts';
import { updateVisitor } from '../../api/visitor/updateVisitor.ts';
import { buildAgent, buildConversation, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

const question = (kind: FormField['kind'], more: Partial<FormField> = {}): FormField => ({
  id: randomUUID(),
  label: kind,
  kind,
  isRequired: false,
  choices: [],
  ...more,
});
const fields = {
  name: question('NAME'),
  phone: question('PHONE', { isRequired: true }),
  wechat: question('WECHAT'),
  wish: question('CHOICE', { label: '想看哪个科', choices: ['口腔科', '眼科'], isRequired: true }),
  more: question('TEXT'),
};

/** A talk on a site that asks all kinds of questions. */
async function buildAsked() {
  const talk = await buildConversation(core);
  const manager = await buildAgent(core, talk.department, ['MANAGE_SITES']);
  await updateSite(core, manager, { siteId: talk.site.id, formFields: Object.values(fields) });
  return { ...talk, manager, sessionId: talk.session.id };
}
const answer = (field: FormField, value: string) => ({ fieldId: field.id, value });
const good = [answer(fields.phone, '139 1234 5678'), answer(fields.wish, '眼科')];
const knownOf = (visitorId: string) =>
  core.database.prisma.contactDetail.findMany({ where: { visitorId }, orderBy: { kind: 'asc' } });
const visitorOf = (id: string) => core.database.prisma.visitor.findUniqueOrThrow({ where: { id } });

test('what is answered is where agents look for it: name, contact data, and the rest with the session', async () => {
  const { visitor, sessionId } = await buildAsked();
  const answers = [
    ...good,
    answer(fields.name, ' 王先生 '),
    answer(fields.wechat, 'lucky_77'),
    answer(fields.more, '下午方便'),
  ];
  const session = await answerForm(core, visitor, { sessionId, answers });
  expect(session.formAnswers).toEqual([
    { label: '想看哪个科', value: '眼科' },
    { label: 'TEXT', value: '下午方便' },
  ]);
  expect(await visitorOf(visitor.visitorId)).toMatchObject({
    nickname: '王先生',
    contactKinds: ['PHONE', 'WECHAT'],
  });
  expect(await knownOf(visitor.visitorId)).toMatchObject([
    { kind: 'PHONE', value: '13912345678', rule: 'form', status: 'FOUND', sessionId },
    { kind: 'WECHAT', value: 'lucky_77' },
  ]);
});

test('answering again replaces the answers, and a name that an agent gave stays', async () => {
  const { visitor, sessionId, department } = await buildAsked();
  await answerForm(core, visitor, { sessionId, answers: good });
  const editor = await buildAgent(core, department, [
    'EDIT_VISITORS',
    'SEE_DEPARTMENT_SESSIONS',
    'ASSIST_SESSIONS',
  ]);
  await updateVisitor(core, editor, { sessionId, nickname: 'VIP' });
  const answers = [...good.slice(0, 1), answer(fields.wish, '口腔科'), answer(fields.name, 'somebody')];
  const session = await answerForm(core, visitor, { sessionId, answers });
  expect(session.formAnswers).toEqual([{ label: '想看哪个科', value: '口腔科' }]);
  expect((await visitorOf(visitor.visitorId)).nickname).toBe('VIP');
  expect(await knownOf(visitor.visitorId)).toHaveLength(1);
});

test.each([
  ['a missing answer', good.slice(1), 'answers.1', 'REQUIRED'],
  ['an empty answer', [answer(fields.phone, '  '), ...good.slice(1)], 'answers.0', 'REQUIRED'],
  ['what is no number', [answer(fields.phone, 'call me'), ...good.slice(1)], 'answers.0', 'MALFORMED'],
  ['what cannot be chosen', [...good.slice(0, 1), answer(fields.wish, '牙科')], 'answers.1', 'MALFORMED'],
  ['a long name', [...good, answer(fields.name, 'x'.repeat(61))], 'answers.2', 'TOO_LONG'],
  ['a long text', [...good, answer(fields.more, 'x'.repeat(501))], 'answers.2.value', 'TOO_LONG'],
])('%s is refused by its place, and nothing is kept', async (_what, answers, field, rule) => {
  const { visitor, sessionId } = await buildAsked();
  await expect(answerForm(core, visitor, { sessionId, answers })).rejects.toMatchObject({
    violations: [{ field, rule }],
  });
  expect(await knownOf(visitor.visitorId)).toEqual([]);
});

test('questions that are not asked any more count for nothing, and nobody answers for another', async () => {
  const { visitor, agent, site, sessionId } = await buildAsked();
  const answers = [...good, { fieldId: randomUUID(), value: 'x' }];
  expect((await answerForm(core, visitor, { sessionId, answers })).formAnswers).toHaveLength(1);
  const { visitor: stranger } = await buildVisitor(core, site);
  await expect(answerForm(core, stranger, { sessionId, answers })).rejects.toThrow(NotFoundError);
  await expect(answerForm(core, agent, { sessionId, answers })).rejects.toThrow(NotAllowedError);
  await endSession(core, agent, { sessionId });
  await expect(answerForm(core, visitor, { sessionId, answers })).rejects.toThrow(SessionEndedError);
});

test('a form has at most six questions, each once, and a choice something to choose from', async () => {
  const { manager, site } = await buildAsked();
  const save = (formFields: FormField[]) => updateSite(core, manager, { siteId: site.id, formFields });
  const seven = Array.from({ length: 7 }, () => question('TEXT'));
  for (const wrong of [
    seven,
    [fields.name, fields.name],
    [question('CHOICE', { choices: ['one'] })],
    [question('TEXT', { label: ' ' })],
    [question('TEXT', { id: 'x' })],
  ])
    await expect(save(wrong)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  expect((await save([])).formFields).toEqual([]);
});

test('who leaves a message says how to be reached, by at least one thing, and what is wrong is told', async () => {
  const { visitor, sessionId } = await buildAsked();
  await leaveContact(core, visitor, { sessionId, name: '李女士', phone: '１３９１２３４５６７８' });
  expect(await visitorOf(visitor.visitorId)).toMatchObject({ nickname: '李女士', contactKinds: ['PHONE'] });
  expect(await knownOf(visitor.visitorId)).toMatchObject([{ value: '13912345678', rule: 'form' }]);
  for (const [given, rule] of [
    [{ name: ' ' }, 'REQUIRED'],
    [{ phone: 'x' }, 'MALFORMED'],
  ] as const)
    await expect(leaveContact(core, visitor, { sessionId, ...given })).rejects.toMatchObject({
      violations: [{ field: 'phone', rule }],
    });
});
