import { expect, test, vi } from 'vitest';
import { FormState } from '../../widget/src/form/formState.svelte.ts';
import { formDone, isFormWanted } from '../../widget/src/form/formWanted.ts';
import { leaveMessage, sendForm } from '../../widget/src/form/sendForm.ts';
import { RatingState } from '../../widget/src/rating/ratingState.svelte.ts';
import { SoundState } from '../../widget/src/sound/soundState.svelte.ts';
import { buildMessage, buildSession, buildStore } from './buildThread.ts';

const question = (id: string, isRequired = true) => ({
  id,
  label: id,
  kind: 'TEXT',
  isRequired,
  choices: [],
});

/** What forms need of a session, with what is executed and what is put into the outbox. */
function buildVisitor(...answers: object[]) {
  const executed: unknown[] = [];
  const outbox: string[] = [];
  const session = {
    site: { formFields: [question('f1'), question('f2', false)] },
    thread: { session: buildSession({ id: 's1' }), messages: [] as unknown[] },
    outbox: { entries: [], add: (text: string) => void outbox.push(text) },
    liveSessionId: (refused?: string) => Promise.resolve(refused ? 's2' : 's1'),
    operations: {
      execute: (_: unknown, variables: unknown) => {
        executed.push(variables);
        const answer = answers.length > 1 ? answers.shift() : answers[0];
        return Promise.resolve({ answerForm: answer, leaveContact: answer });
      },
    },
  };
  return { session: session as never, parts: session, executed, outbox };
}
const kept = { __typename: 'Session' };

test('a form says what is missing before it is sent, and what the server found at the question', async () => {
  const { session, parts } = buildVisitor({
    __typename: 'InvalidInputError',
    violations: [{ field: 'answers.1', rule: 'MALFORMED' }],
  });
  const questions = parts.site.formFields;
  const form = new FormState(questions, (values) => sendForm(session, questions, values));
  expect([await form.submit(), [...form.problems]]).toEqual([false, [['f1', 'REQUIRED']]]);
  form.values.f1 = 'x';
  expect([await form.submit(), [...form.problems]]).toEqual([false, [['f2', 'MALFORMED']]]);
});

test('a form that does not get through keeps what was written', async () => {
  const form = new FormState([question('f1')], () => Promise.reject(new Error('offline')));
  form.values.f1 = 'x';
  expect([await form.submit(), form.hasFailed, form.values.f1]).toEqual([false, true, 'x']);
});

test('a session that ended meanwhile does not take the answers away: the next one gets them', async () => {
  const { session, parts, executed } = buildVisitor({ __typename: 'SessionEndedError' }, kept);
  expect(await sendForm(session, parts.site.formFields, { f1: 'x' })).toBe('ok');
  expect(executed).toMatchObject([{ input: { sessionId: 's1' } }, { input: { sessionId: 's2' } }]);
});

test.each([
  ['139 1234 5678', { phone: '139 1234 5678' }],
  ['+86 (10) 1234', { phone: '+86 10 1234' }],
  ['lucky_77', { wechat: 'lucky_77' }],
])('a message is left with %s, once that is right', async (contact, way) => {
  const { session, executed, outbox } = buildVisitor(
    { __typename: 'InvalidInputError', violations: [{ field: 'phone', rule: 'MALFORMED' }] },
    kept,
  );
  const values = { name: '', contact, text: 'call me' };
  expect(await leaveMessage(session, values)).toEqual(new Map([['contact', 'MALFORMED']]));
  expect(outbox).toEqual([]);
  expect(await leaveMessage(session, values)).toBe('ok');
  expect([executed[1], outbox]).toEqual([{ input: { sessionId: 's1', name: null, ...way } }, ['call me']]);
});

test('the site’s form comes before the first word, and not again once it is answered, until it asks something else', () => {
  const { session, parts } = buildVisitor(kept);
  const store = buildStore();
  expect(isFormWanted(session, store)).toBe(true);
  formDone(session, store);
  expect(isFormWanted(session, store)).toBe(false);
  parts.site.formFields.push(question('f3'));
  expect(isFormWanted(session, store)).toBe(true);
  parts.thread.messages.push(buildMessage(1, { author: 'VISITOR' }));
  expect(isFormWanted(session, store)).toBe(false);
});

test('stars are sent as they are chosen, and words with them; what does not get through is said', async () => {
  const execute = vi.fn().mockResolvedValue({ rateSession: { __typename: 'Session' } });
  const rating = new RatingState({ execute }, 's1');
  await rating.choose(4);
  rating.comment = ' fine ';
  await rating.say();
  expect(execute.mock.calls.map((call) => (call[1] as { input: object }).input)).toEqual([
    { sessionId: 's1', rating: 4, comment: null },
    { sessionId: 's1', rating: 4, comment: 'fine' },
  ]);
  expect([rating.isThanked, rating.isCommented]).toEqual([true, true]);
  execute.mockRejectedValue(new Error('offline'));
  await rating.choose(5);
  expect(rating.hasFailed).toBe(true);
});

test('there is no sound before the visitor wants one, and the device remembers', () => {
  const [store, play] = [buildStore(), vi.fn()];
  const sound = new SoundState(store, play);
  sound.ring();
  expect(play).not.toHaveBeenCalled();
  sound.toggle();
  sound.ring();
  expect(play).toHaveBeenCalledTimes(2);
  expect(new SoundState(store, play).isOn).toBe(true);
});
