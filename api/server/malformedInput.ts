import { PothosValidationError } from '@pothos/core';
import type { GraphQLError } from 'graphql';
import { Prisma } from '../../prisma/generated/client/client.ts';
import { InvalidInputError } from '../core/errors.ts';

/** Of Prisma: a value that the database cannot read as what it is to be compared with. */
const unreadableValues = new Set(['P2007', 'P2023']);

/**
 * What libraries found wrong with an input before anything was done: a cursor that is none, an id that is none. Lists take
 * both as they come.
 * @returns undefined for an error that is nobody's fault but ours
 */
export function malformedInput(error: unknown, path: GraphQLError['path']): InvalidInputError | undefined {
  const isUnreadable =
    error instanceof Prisma.PrismaClientKnownRequestError &&
    unreadableValues.has(error.code) &&
    error.message.includes('invalid input syntax for type uuid');
  if (!isUnreadable && !(error instanceof PothosValidationError)) return undefined;
  return new InvalidInputError([{ field: path?.join('.') ?? '', rule: 'MALFORMED' }]);
}
