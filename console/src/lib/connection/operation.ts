/** An operation that the server knows by its id, with the types of its result and variables. */
export interface Operation<Result, Variables> {
  readonly name: string;
  /** Stands for its text: `documentId` of GraphQL over HTTP. */
  readonly id: string;
  /** Never there: it ties the types to the operation. */
  readonly types?: (variables: Variables) => Result;
}

export type Variables = { [key: string]: unknown };
