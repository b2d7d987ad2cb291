import { z } from 'zod';
import { InvalidInputError, type Violation } from './errors.ts';

/** How many characters a text has, as its writer counts them: code points, not UTF-16 units. */
export function characterCount(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0xd800 || unit > 0xdbff) count++;
  }
  return count;
}

/** Text that PostgreSQL keeps exactly as typed: no NUL and no half of a surrogate pair, at most `max` characters. */
export const text = (max: number) =>
  z
    .string()
    .refine((value) => characterCount(value) <= max, { params: { rule: 'TOO_LONG', limit: max } })
    .refine((value) => value.isWellFormed() && !value.includes('\0'), { params: { rule: 'MALFORMED' } });

/** Text of which something must be left when white space is taken away. */
export const requiredText = (max: number) =>
  text(max).refine((value) => value.trim() !== '', { params: { rule: 'REQUIRED' } });

/** What people call something: required, without white space around it. */
export const name = (max: number) => requiredText(max).transform((value) => value.trim());

/** Facts that a browser tells, too long ones cut off rather than refused. */
export const clippedText = (max: number) =>
  z
    .string()
    .nullish()
    .transform((value) => clip((value ?? '').toWellFormed().replaceAll('\0', ''), max));

export const id = z.uuid({ error: 'MALFORMED' });

/** The first `max` characters (code points) of a text. */
export function clip(value: string, max: number): string {
  return value.length <= max ? value : Array.from(value).slice(0, max).join('');
}

/** A text as it is compared when width, capitals and the kind of white space do not matter. */
export function folded(value: string): string {
  return value.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ');
}

/** A text for `LIKE` in which `%`, `_` and `\` mean themselves. */
export function literal(value: string): string {
  return value.replaceAll(/[\\%_]/g, String.raw`\$&`);
}

/**
 * Checks an input against its rules.
 * @throws InvalidInputError naming every field and rule that is broken.
 */
export function checkInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(violationsIn(parsed.error));
}

/** Every field and rule that an input breaks, for one that is a part of more and not refused with it. */
export function violationsOf(schema: z.ZodType, input: unknown): Violation[] {
  const { error } = schema.safeParse(input);
  return error ? violationsIn(error) : [];
}

function violationsIn({ issues }: z.ZodError): Violation[] {
  return issues.map(violationOf);
}

function violationOf(issue: z.core.$ZodIssue): Violation {
  const field = issue.path.join('.');
  if (issue.code === 'custom' && issue.params)
    return { field, ...(issue.params as Omit<Violation, 'field'>) };
  if (issue.code === 'too_big') return { field, rule: 'OUT_OF_RANGE', limit: Number(issue.maximum) };
  if (issue.code === 'too_small') return { field, rule: 'OUT_OF_RANGE', limit: Number(issue.minimum) };
  return { field, rule: 'MALFORMED' };
}
