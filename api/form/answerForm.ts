import { z } from 'zod';
import type { Session } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, text } from '../core/input.ts';
import { checkAnswers, formFieldsFrom, type FormFieldKind } from './formRules.ts';
import { writeForm } from './writeForm.ts';

const shape = z.object({
  sessionId: z.string(),
  answers: z.array(z.object({ fieldId: z.string(), value: text(500) })).max(20),
});

/**
 * Keeps what a visitor answered in the site's form: name and contact data with the visitor, everything else with the
 * session. Answering again replaces what was answered.
 * @returns the session as it is afterwards
 * @throws InvalidInputError, NotAllowedError, NotFoundError, SessionEndedError
 */
export async function answerForm(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Session> {
  const { sessionId, answers } = checkInput(shape, input);
  return writeForm(core, actor, sessionId, (site) => {
    const filled = checkAnswers(formFieldsFrom(site.formFields), answers);
    const first = (wanted: FormFieldKind) => filled.find(({ kind }) => kind === wanted)?.value;
    const rest = filled.filter(({ kind }) => kind === 'TEXT' || kind === 'CHOICE');
    return {
      introduction: { name: first('NAME'), phone: first('PHONE'), wechat: first('WECHAT') },
      formAnswers: rest.map(({ label, value }) => ({ label, value })),
    };
  });
}
