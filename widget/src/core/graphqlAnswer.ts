/** An operation that the server knows by its id, with the types of its result and variables. */
export interface Operation<Result, Variables> {
  readonly name: string;
  /** Stands for its text: `documentId` of GraphQL over HTTP. */
  readonly id: string;
  /** Never there: it ties the types to the operation. */
  readonly types?: (variables: Variables) => Result;
}

/** The shape of an answer in GraphQL over HTTP and over WebSocket. */
export interface GraphqlAnswer<Result> {
  data?: Result | null;
  errors?: readonly { message: string; extensions?: { code?: string } }[];
}

/** The server answered, and the answer is an error. `code` is the API's, '' if it gave none. */
export class OperationError extends Error {
  readonly code: string;
  constructor(errors: GraphqlAnswer<unknown>['errors']) {
    super(errors?.[0]?.message ?? 'empty answer');
    this.code = errors?.[0]?.extensions?.code ?? '';
  }
}

/** The server said no, and only the visitor can change that. `message` is the name of its answer. */
export class RefusedError extends Error {}

/** No answer came, and nobody knows whether the server did what it was asked. */
export class ConnectionLostError extends Error {}

/** The result of an answer. Throws OperationError. */
export function resultOf<Result>(answer: GraphqlAnswer<Result>): Result {
  if (answer.errors?.length || !answer.data) throw new OperationError(answer.errors);
  return answer.data;
}
