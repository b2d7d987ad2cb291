import { operationHashes } from '../gql/generated.ts';
import type { GraphqlAnswer, Operation } from './graphqlAnswer.ts';

/** Operations whose hashes the server has said not to know: it is older or newer than this page. */
const unknown = new Set<string>();

const nameOf = (operation: Operation<unknown, never>) => /\w+ (\w+)/.exec(String(operation))?.[1] ?? '';

/** An operation as it is sent: by its hash, or by its text where the server does not know the hash. */
export function requestOf(operation: Operation<unknown, never>) {
  const operationName = nameOf(operation);
  const sha256Hash = unknown.has(operationName) ? undefined : operationHashes[operationName];
  return sha256Hash
    ? { query: '', operationName, extensions: { persistedQuery: { version: 1, sha256Hash } } }
    : { query: String(operation), operationName };
}

/** Whether a refusal only asks for the operation's text; from then on the text is sent. */
export function asksForText(
  operation: Operation<unknown, never>,
  errors: GraphqlAnswer<unknown>['errors'],
): boolean {
  const name = nameOf(operation);
  if (errors?.[0]?.extensions?.code !== 'PERSISTED_QUERY_NOT_FOUND' || unknown.has(name)) return false;
  unknown.add(name);
  return true;
}
