import type { Operation } from './operation.ts';

/** Ids that the server has said not to know: it is older or newer than this page. */
const unknown = new Set<string>();
/** What the operations say, by their ids; apart, because a server of this page's own build needs none of it. */
let texts: Record<string, string> | undefined;

/** What tells the server which operation is meant. */
export interface OperationRequest {
  /** '' where the id says it. */
  query: string;
  operationName: string;
  documentId?: string;
}

/** Fetches what the operations say: with a newer build of the server, the file would be gone. */
export async function fetchTexts(): Promise<void> {
  texts = (await import('#lib/gql/operations.json')).default;
}

/** An operation as it is sent: by its id, or by its text where the server does not know the id. */
export function requestOf({
  name: operationName,
  id: documentId,
}: Operation<unknown, never>): OperationRequest {
  const query = unknown.has(documentId) && texts?.[documentId];
  return query ? { query, operationName } : { query: '', operationName, documentId };
}

/** Whether a refusal only asks for the operation's text; from then on the text is sent, once all are fetched. */
export function asksForText({ id }: Operation<unknown, never>, errors: unknown): boolean {
  const [first] = Array.isArray(errors) ? (errors as { extensions?: { code?: unknown } }[]) : [];
  if (first?.extensions?.code !== 'PERSISTED_QUERY_NOT_FOUND' || (texts && unknown.has(id))) return false;
  unknown.add(id);
  return true;
}
