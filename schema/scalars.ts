import { GraphQLError } from 'graphql';
import type { UploadedFile } from '../api/attachment/receiveContent.ts';
import { builder } from './builder.ts';

builder.scalarType('DateTime', {
  description: 'A moment in UTC, in the form of RFC 3339: 2026-11-22T08:30:00.000Z.',
  serialize: (value) => value.toISOString(),
  parseValue: (value) => {
    const moment = typeof value === 'string' ? new Date(value) : undefined;
    const year = moment?.getUTCFullYear() ?? NaN;
    // RFC 3339 has no others, and neither has the database.
    if (!moment || !(year >= 1 && year <= 9999))
      throw new GraphQLError('A DateTime is a text in the form of RFC 3339.');
    return moment;
  },
});

builder.scalarType('Upload', {
  description:
    'A file of a request after the GraphQL multipart request specification: null in `variables`, named in `map`.',
  serialize: () => {
    throw new GraphQLError('An Upload is only ever sent to the API.');
  },
  parseValue: (value) => {
    if (!isFile(value)) throw new GraphQLError('An Upload is a file of a multipart request.');
    return value;
  },
});

/** What JSON can say has no functions: only a part of a multipart request is a file. */
function isFile(value: unknown): value is UploadedFile {
  return (
    typeof value === 'object' &&
    value !== null &&
    'arrayBuffer' in value &&
    typeof value.arrayBuffer === 'function'
  );
}
