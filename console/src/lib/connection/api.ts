import {
  Client,
  fetchExchange,
  makeOperation,
  mapExchange,
  type CombinedError,
  type TypedDocumentNode,
} from '@urql/core';
import type { Operation, Variables } from './operation.ts';
import { asksForText, fetchTexts, requestOf } from './persistedOperation.ts';

/** One request and its answer. What the API declares as an error type is part of the answer, not a failure. */
export interface Api {
  query<D, V extends Variables>(operation: Operation<D, V>, variables: V): Promise<D>;
  mutate<D, V extends Variables>(operation: Operation<D, V>, variables: V): Promise<D>;
}

/** The request brought no answer. `code` is the API's own, or NETWORK where the API was not reached. */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';
  readonly code: string;
  readonly requestId: string | null;

  constructor(code: string, requestId: string | null = null) {
    super(code);
    this.code = code;
    this.requestId = requestId;
  }

  /** Whether the same request may well succeed a little later. */
  get isPassing(): boolean {
    return passingCodes.has(this.code);
  }
}

const passingCodes = new Set(['NETWORK', 'INTERNAL', 'INTERNAL_SERVER_ERROR', 'OVERLOADED', 'UNAVAILABLE']);

/** A slow line is better told as one than waited for. */
const requestTimeoutMs = 20_000;

// urql sends what has no definitions by its `documentId`, but tells queries and mutations apart by the definition.
const byId = mapExchange({
  onOperation: (operation) =>
    'documentId' in operation.query
      ? makeOperation(operation.kind, { ...operation, query: { ...operation.query, definitions: [] } })
      : operation,
});

interface ApiOptions {
  url: string;
  /** More headers of every request. */
  headers?: () => Record<string, string>;
  /** Called when the API says that nobody is signed in. */
  onSignedOut?: () => void;
}

/** The API over HTTP. The sign-in is a cookie, so that there is nothing to send but the header that CSRF protection asks for. */
export function createApi({ url, headers, onSignedOut }: ApiOptions): Api {
  const client = new Client({
    url,
    exchanges: [byId, fetchExchange],
    requestPolicy: 'network-only',
    preferGetMethod: false,
    fetchOptions: () => ({
      headers: { 'x-graphql-yoga-csrf': '1', ...headers?.() },
      credentials: 'same-origin',
    }),
    fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(requestTimeoutMs) }),
  });

  function answerOf<D>(result: { data?: D | undefined; error?: CombinedError | undefined }): D {
    if (result.error || !result.data) {
      const failure = failureOf(result.error);
      if (failure.code === 'NOT_SIGNED_IN') onSignedOut?.();
      throw failure;
    }
    if (Object.values(result.data).some((field) => codeOf(field) === 'NOT_SIGNED_IN')) onSignedOut?.();
    return result.data;
  }

  /** Sends the id of an operation, and once more its text where the server does not know the id. */
  async function request<D, V extends Variables>(
    kind: 'query' | 'mutation',
    operation: Operation<D, V>,
    variables: V,
  ): Promise<D> {
    // By name in the address, for whoever reads what a browser or a proxy notes down.
    const context = { url: `${url}?operation=${operation.name}` };
    const result = await client[kind](documentOf(kind, operation), variables, context).toPromise();
    if (!asksForText(operation, result.error?.graphQLErrors)) return answerOf(result);
    await fetchOperationTexts();
    return request(kind, operation, variables);
  }

  return {
    query: (operation, variables) => request('query', operation, variables),
    mutate: (operation, variables) => request('mutation', operation, variables),
  };
}

/** What the operations say, for a server that does not know their ids. @throws RequestFailure */
export const fetchOperationTexts = (): Promise<void> =>
  fetchTexts().catch(() => Promise.reject(new RequestFailure('NETWORK')));

/** An operation as urql takes it: its text, or a document that says no more than what kind of operation it is. */
function documentOf<D, V extends Variables>(
  kind: 'query' | 'mutation',
  operation: Operation<D, V>,
): TypedDocumentNode<D, V> | string {
  const { query, documentId } = requestOf(operation);
  const definitions = [{ kind: 'OperationDefinition', operation: kind, selectionSet: { selections: [] } }];
  return query || ({ kind: 'Document', definitions, documentId } as unknown as TypedDocumentNode<D, V>);
}

function failureOf(error: CombinedError | undefined): RequestFailure {
  const first = error?.graphQLErrors[0];
  if (first) return failureOfGraphQLError(first);
  // No answer, or one that is not GraphQL's: a proxy's error page, a server that is just starting.
  return new RequestFailure('NETWORK');
}

/** What a GraphQL error says of itself in its extensions. */
export function failureOfGraphQLError(error: {
  extensions?: Readonly<Record<string, unknown>>;
}): RequestFailure {
  const { code, requestId } = error.extensions ?? {};
  return new RequestFailure(
    typeof code === 'string' ? code : 'INTERNAL',
    typeof requestId === 'string' ? requestId : null,
  );
}

function codeOf(field: unknown): unknown {
  return typeof field === 'object' && field !== null && 'code' in field ? field.code : null;
}
