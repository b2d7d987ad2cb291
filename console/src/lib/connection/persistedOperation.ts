import { formatDocument, stringifyDocument } from '@urql/core';
import { operationHashes } from '#lib/gql/generated.ts';

type AnyDocument = Parameters<typeof formatDocument>[0];

/** Hashes that the server has said not to know: it is older or newer than this page. */
const unknown = new Set<string>();

/** What tells the server which operation is meant. */
export interface OperationRequest {
  query: string;
  operationName: string | undefined;
  extensions?: PersistedExtensions | undefined;
}

type PersistedExtensions = { persistedQuery: { version: 1; sha256Hash: string } };

/** An operation as it is sent: by its hash, or by its text where the server does not know the hash. */
export function requestOf(document: AnyDocument): OperationRequest {
  const extensions = extensionsOf(document);
  const query = extensions ? '' : stringifyDocument(formatDocument(document));
  return { query, operationName: nameOf(document), extensions };
}

/** The hash of an operation, as the protocol has it; undefined where its text is to be sent. */
export function extensionsOf(document: AnyDocument): PersistedExtensions | undefined {
  const sha256Hash = operationHashes[nameOf(document) ?? ''];
  if (sha256Hash === undefined || unknown.has(sha256Hash)) return undefined;
  return { persistedQuery: { version: 1, sha256Hash } };
}

/** Whether a refusal only asks for the operation's text; from then on the text is sent. */
export function asksForText(document: AnyDocument, errors: unknown): boolean {
  const [first] = Array.isArray(errors) ? (errors as { extensions?: { code?: unknown } }[]) : [];
  const extensions = extensionsOf(document);
  if (first?.extensions?.code !== 'PERSISTED_QUERY_NOT_FOUND' || !extensions) return false;
  unknown.add(extensions.persistedQuery.sha256Hash);
  return true;
}

function nameOf(document: AnyDocument): string | undefined {
  for (const definition of document.definitions)
    if (definition.kind === 'OperationDefinition') return definition.name?.value;
  return undefined;
}
