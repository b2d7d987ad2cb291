import { z } from 'zod';
import { valueShape } from '../contactDetail/contactDetailRules.ts';
import { InvalidInputError, type Violation } from '../core/errors.ts';
import { id, name, text, violationsOf } from '../core/input.ts';

/** What a question asks for; the first three are kept where agents have them anyway. */
export const formFieldKinds = ['NAME', 'PHONE', 'WECHAT', 'TEXT', 'CHOICE'] as const;
export type FormFieldKind = (typeof formFieldKinds)[number];

const maxFields = 6;
const maxChoices = 20;
const textLength = 500;
export const nicknameLength = 60;

const field = z
  .object({
    /** The same for as long as the question stands, whatever it says. */
    id,
    label: name(60),
    kind: z.enum(formFieldKinds),
    isRequired: z.boolean(),
    choices: z.array(name(60)).max(maxChoices),
  })
  .refine(({ kind, choices }) => kind !== 'CHOICE' || choices.length > 1, {
    path: ['choices'],
    params: { rule: 'REQUIRED' },
  })
  .transform((one) => ({ ...one, choices: one.kind === 'CHOICE' ? [...new Set(one.choices)] : [] }));

/** A question of a site's form. */
export type FormField = z.output<typeof field>;

/** A site's form: at most six questions, each with an id of its own; none for no form. */
export const formFieldsShape = z
  .array(field)
  .max(maxFields)
  .refine((fields) => new Set(fields.map((one) => one.id)).size === fields.length, {
    params: { rule: 'MALFORMED' },
  });

/** What is stored, as a form; what is not valid (any more) asks nothing. */
export function formFieldsFrom(stored: unknown): FormField[] {
  const parsed = formFieldsShape.safeParse(stored);
  return parsed.success ? parsed.data : [];
}

/** A question as it stood there when it was answered, and the answer. */
export interface FormAnswer {
  label: string;
  value: string;
}

/** What is stored with a session. */
export function formAnswersFrom(stored: unknown): FormAnswer[] {
  const parsed = z.array(z.object({ label: z.string(), value: z.string() })).safeParse(stored);
  return parsed.success ? parsed.data : [];
}

export interface GivenAnswer {
  fieldId: string;
  value: string;
}

/** A form as it was filled in: each question that was answered, with the tidied answer. */
export type FilledField = Pick<FormField, 'kind' | 'label'> & { value: string };

/**
 * Holds what a visitor filled in against the form. Answers to questions that are not asked any more are left out.
 * @throws InvalidInputError naming the answers by their places in what was given, `answers.0`, or where one is missing by
 * the place behind them
 */
export function checkAnswers(fields: readonly FormField[], given: readonly GivenAnswer[]): FilledField[] {
  const violations: Violation[] = [];
  const filled: FilledField[] = [];
  for (const one of fields) {
    const place = given.findIndex(({ fieldId }) => fieldId === one.id);
    const value = given[place]?.value.trim() ?? '';
    if (value !== '') {
      const shape = answerShape(one);
      const broken = violationsOf(shape, value);
      const path = `answers.${place}`;
      violations.push(...broken.map((violation) => ({ ...violation, field: path })));
      if (broken.length === 0) filled.push({ kind: one.kind, label: one.label, value: shape.parse(value) });
    } else if (one.isRequired) {
      violations.push({ field: `answers.${place < 0 ? given.length : place}`, rule: 'REQUIRED' });
    }
  }
  if (violations.length > 0) throw new InvalidInputError(violations);
  return filled;
}

function answerShape({ kind, choices }: FormField): z.ZodType<string> {
  if (kind === 'PHONE' || kind === 'WECHAT') return valueShape(kind);
  if (kind === 'NAME') return name(nicknameLength) as unknown as z.ZodType<string>;
  if (kind === 'TEXT') return text(textLength) as unknown as z.ZodType<string>;
  return z.string().refine((value) => choices.includes(value), { params: { rule: 'MALFORMED' } });
}
