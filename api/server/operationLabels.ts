import { getOperationAST, type DocumentNode } from 'graphql';
import { isOwnOperation } from './persistedOperations.ts';

/** Our own clients' operations by their names, of all others only that they are: names that programs make up are endless. */
export function labelsOf({
  document,
  operationName,
}: {
  document: DocumentNode;
  operationName?: string | null | undefined;
}) {
  const found = getOperationAST(document, operationName);
  const name = found?.name?.value ?? '';
  return { operation: isOwnOperation(name) ? name : 'other', kind: found?.operation ?? 'query' };
}
