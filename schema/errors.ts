import {
  type DomainError,
  InvalidInputError,
  NotAllowedError,
  NotFoundError,
  NotSignedInError,
  TooManyAttemptsError,
  type Violation,
} from '../api/core/errors.ts';
import { builder } from './builder.ts';

/** What all typed errors share. */
export const ErrorInterface = builder.interfaceRef<DomainError>('Error').implement({
  description: 'Why something was not done. Nothing was changed.',
  fields: (t) => ({
    code: t.exposeString('code', {
      description: 'Stable and made for programs: put it into words for people.',
    }),
    message: t.exposeString('message', { description: 'English, for developers.' }),
  }),
});

const ViolationRule = builder.enumType('ViolationRule', {
  description: 'A rule that a field of an input can break.',
  values: {
    REQUIRED: { description: 'Something must be given; white space is nothing.' },
    TOO_SHORT: { description: 'Fewer characters than `limit`.' },
    TOO_LONG: { description: 'More characters than `limit`.' },
    OUT_OF_RANGE: { description: 'A number beyond `limit`.' },
    MALFORMED: { description: 'Not of the form that the field asks for.' },
    GUESSABLE: { description: 'A password that others would try first.' },
  } as const,
});

export const ViolationType = builder.objectRef<Violation>('Violation').implement({
  description: 'One rule that one field of an input breaks.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'Path of the field within the input.' }),
    rule: t.expose('rule', { type: ViolationRule, description: 'The broken rule.' }),
    limit: t.exposeInt('limit', {
      nullable: true,
      description: 'The bound that was passed, where the rule has one.',
    }),
  }),
});

builder.objectType(NotSignedInError, {
  name: 'NotSignedInError',
  description: 'Nobody is signed in, or the sign-in is over.',
  interfaces: [ErrorInterface],
});

builder.objectType(NotAllowedError, {
  name: 'NotAllowedError',
  description: 'Whoever asks may not do this.',
  interfaces: [ErrorInterface],
});

builder.objectType(NotFoundError, {
  name: 'NotFoundError',
  description: 'There is no such thing, or whoever asks may not know of it.',
  interfaces: [ErrorInterface],
});

builder.objectType(InvalidInputError, {
  name: 'InvalidInputError',
  description: 'The input breaks a rule.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    violations: t.expose('violations', { type: [ViolationType], description: 'Every broken rule.' }),
  }),
});

builder.objectType(TooManyAttemptsError, {
  name: 'TooManyAttemptsError',
  description: 'Too often in too short a time.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    retryAfterSeconds: t.exposeInt('retryAfterSeconds', { description: 'When to try again, in seconds.' }),
  }),
});
