import {
  Client,
  fetchExchange,
  formatDocument,
  makeOperation,
  mapExchange,
  type CombinedError,
  type OperationResult,
  type OperationResultSource,
  type TypedDocumentNode,
} from '@urql/core';
import { asksForText, extensionsOf } from './persistedOperation.ts';

/** One request and its answer. What the API declares as an error type is part of the answer, not a failure. */
export interface Api {
  query<D, V extends Variables>(document: TypedDocumentNode<D, V>, variables: V): Promise<D>;
  mutate<D, V extends Variables>(document: TypedDocumentNode<D, V>, variables: V): Promise<D>;
}

export type Variables = { [key: string]: unknown };

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

const passingCodes = new Set(['NETWORK', 'INTERNAL', 'INTERNAL_SERVER_ERROR', 'UNAVAILABLE']);

/** A slow line is better told as one than waited for. */
const requestTimeoutMs = 20_000;

// Unions are told apart by their type's name; urql asks for it only where its cache needs it.
const withTypenames = mapExchange({
  onOperation: (operation) => ({
    ...makeOperation(operation.kind, operation),
    query: formatDocument(operation.query),
    extensions: extensionsOf(operation.query),
  }),
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
    exchanges: [withTypenames, fetchExchange],
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

  /** Sends the hash of an operation, and once more its text where the server does not know the hash. */
  async function request<D, V extends Variables>(
    document: TypedDocumentNode<D, V>,
    send: () => OperationResultSource<OperationResult<D, V>>,
  ): Promise<D> {
    const result = await send().toPromise();
    const isUnknown = asksForText(document, result.error?.graphQLErrors);
    return answerOf(isUnknown ? await send().toPromise() : result);
  }

  return {
    query: (document, variables) => request(document, () => client.query(document, variables)),
    mutate: (document, variables) => request(document, () => client.mutation(document, variables)),
  };
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
