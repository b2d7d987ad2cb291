import { pick } from '../support/chance.ts';
import { strangeValues } from './hostileValues.ts';
import type { Chooser } from './inputs.ts';

/** What is sent as the body of a request, or as the payload over a socket. */
export interface Operation {
  query: string;
  variables: unknown;
  operationName?: unknown;
  extensions?: unknown;
}

/** Ways in which an operation is not one, or one that asks for too much. */
const manglings: ((chooser: Chooser, operation: Operation) => Operation)[] = [
  // A character that is not there, or another one.
  ({ chance, hostileText }, { query, ...rest }) => {
    const place = Math.floor(chance() * query.length);
    return { ...rest, query: query.slice(0, place) + hostileText().slice(0, 3) + query.slice(place + 1) };
  },
  ({ chance }, { query, ...rest }) => ({
    ...rest,
    query: query.slice(0, Math.floor(chance() * query.length)),
  }),
  ({ hostileText }, operation) => ({ ...operation, query: hostileText() }),
  // Fields and types that there are not.
  (_chooser, { query, ...rest }) => ({ ...rest, query: query.replace('{ ', '{ passwordHash __type ') }),
  (_chooser, { query, ...rest }) => ({ ...rest, query: query.replace('__typename', '... on Secret { id }') }),
  (_chooser, { query, ...rest }) => ({
    ...rest,
    query: query.replace('{ ', '{ __schema { types { name } } '),
  }),
  // Fragments in circles, of nothing, twice and unused.
  (_chooser, { query, ...rest }) => ({
    ...rest,
    query: `${query.replace('{ ', '{ ...A ')} fragment A on Query { ...B } fragment B on Query { ...A }`,
  }),
  (_chooser, { query, ...rest }) => ({
    ...rest,
    query: `${query} fragment A on Query { __typename }`.repeat(2),
  }),
  // The same again and again: aliases, directives, variables, lists within lists.
  (_chooser, operation) => {
    const aliases = Array.from({ length: 400 }, (_, index) => `a${index}: limits { overdueSeconds }`);
    return { ...operation, query: `{ ${aliases.join(' ')} }` };
  },
  (_chooser, { query, ...rest }) => ({
    ...rest,
    query: query.replace('{', `${'@skip(if: false) '.repeat(300)}{`),
  }),
  (_chooser, { query, ...rest }) => ({ ...rest, query: query.replace('{', '@invented(x: 1) {') }),
  (_chooser, operation) => ({
    ...operation,
    query: `query ($a: ${'['.repeat(90)}Int${']'.repeat(90)}) { limits { overdueSeconds } }`,
    variables: { a: JSON.parse('['.repeat(500) + ']'.repeat(500)) as unknown },
  }),
  (_chooser, operation) => ({ ...operation, query: `{ ${'session { '.repeat(40)}${'} '.repeat(40)}}` }),
  // Variables of another shape, too many and too large; names that name nothing.
  ({ chance }, operation) => ({ ...operation, variables: pick(chance, strangeValues) }),
  ({ chance, hostileText }, { variables, ...rest }) => {
    const names = Object.keys((variables ?? {}) as object);
    const other = { [names[0] ?? 'v0']: pick(chance, strangeValues), [hostileText()]: hostileText() };
    return { ...rest, variables: { ...(variables as object), ...other } };
  },
  (_chooser, operation) => ({
    ...operation,
    variables: { v0: 'x'.repeat(100_000), v1: 'x'.repeat(100_000) },
  }),
  ({ chance, hostileText }, operation) => ({
    ...operation,
    operationName: pick(chance, [hostileText(), 1, null, [], {}]),
  }),
  ({ chance }, operation) => ({ ...operation, extensions: pick(chance, strangeValues) }),
  (_chooser, operation) => ({ ...operation, query: `${operation.query} ${operation.query}` }),
];

/** The operation, spoilt in one way. */
export function mangled(chooser: Chooser, operation: Operation): Operation {
  return pick(chooser.chance, manglings)(chooser, operation);
}
