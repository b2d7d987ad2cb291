import { GraphQLError } from 'graphql';
import { builder } from './builder.ts';

builder.scalarType('DateTime', {
  description: 'A moment in UTC, in the form of RFC 3339: 2026-11-22T08:30:00.000Z.',
  serialize: (value) => value.toISOString(),
  parseValue: (value) => {
    const moment = typeof value === 'string' ? new Date(value) : undefined;
    if (!moment || Number.isNaN(moment.getTime()))
      throw new GraphQLError('A DateTime is a text in the form of RFC 3339.');
    return moment;
  },
});
