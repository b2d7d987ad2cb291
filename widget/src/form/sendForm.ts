import { AnswerFormDocument, LeaveContactDocument, type AnswerFormMutation } from '../gql/generated.ts';
import type { SessionState } from '../session/sessionState.svelte.ts';
import type { FormOutcome, Problem, Question } from './formState.svelte.ts';

type Answer = AnswerFormMutation['answerForm'];
type Values = Readonly<Record<string, string>>;

/** Answers the site's form in the session that is live, or in the next one. */
export async function sendForm(
  session: SessionState,
  questions: readonly Question[],
  values: Values,
): Promise<FormOutcome> {
  const answers = questions.map(({ id }) => ({ fieldId: id, value: values[id] ?? '' }));
  const answer = await inLiveSession(session, async (sessionId) => {
    const input = { sessionId, answers };
    return (await session.operations.execute(AnswerFormDocument, { input })).answerForm;
  });
  return outcomeOf(answer, (field) => questions[Number(/^answers\.(\d+)/.exec(field)?.[1])]?.id);
}

/**
 * Leaves a message, with how the visitor can be reached. The message goes into the outbox, from where it is sent whatever
 * happens, and only once the contact data are right.
 */
export async function leaveMessage(session: SessionState, values: Values): Promise<FormOutcome> {
  const { name = '', contact = '', text = '' } = values;
  const given = contact.normalize('NFKC').trim();
  const isNumber = /^[+\d][\d\s()-]*$/.test(given);
  const answer = await inLiveSession(session, async (sessionId) => {
    const way = isNumber ? { phone: given.replace(/[()]/g, '') } : { wechat: given };
    const input = { sessionId, name: name.trim() || null, ...way };
    return (await session.operations.execute(LeaveContactDocument, { input })).leaveContact;
  });
  const outcome = outcomeOf(answer, (field) => (field === 'name' ? 'name' : 'contact'));
  if (outcome === 'ok') session.outbox.add(text);
  return outcome;
}

async function inLiveSession(
  session: SessionState,
  send: (sessionId: string) => Promise<Answer>,
): Promise<Answer> {
  const sessionId = await session.liveSessionId();
  const answer = await send(sessionId);
  const isOver = answer.__typename === 'SessionEndedError' || answer.__typename === 'NotFoundError';
  return isOver ? send(await session.liveSessionId(sessionId)) : answer;
}

function outcomeOf(answer: Answer, questionOf: (field: string) => string | undefined): FormOutcome {
  if (answer.__typename === 'Session') return 'ok';
  if (answer.__typename !== 'InvalidInputError') return 'failed';
  const known: readonly string[] = ['REQUIRED', 'TOO_LONG'] satisfies Problem[];
  return new Map(
    answer.violations.map(({ field, rule }) => [
      questionOf(field) ?? '',
      known.includes(rule) ? (rule as Problem) : 'MALFORMED',
    ]),
  );
}
