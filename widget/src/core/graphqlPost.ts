import { ConnectionLostError, resultOf, type GraphqlAnswer, type Operation } from './graphqlAnswer.ts';
import { asksForText, fetchTexts, requestOf } from './operationRequest.ts';

const patienceMs = 20_000;

/** Runs one operation by HTTP, without credentials. Throws ConnectionLostError, OperationError. */
export async function postOperation<Result, Variables>(
  url: string,
  operation: Operation<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), patienceMs);
  let answer: GraphqlAnswer<Result>;
  try {
    const response = await fetch(url, {
      method: 'POST',
      credentials: 'omit',
      headers: { 'content-type': 'application/json', 'x-graphql-yoga-csrf': '1' },
      body: JSON.stringify({ ...requestOf(operation), variables }),
      signal: abort.signal,
    });
    answer = (await response.json()) as GraphqlAnswer<Result>;
  } catch {
    // Unreachable, cut off, or a proxy's error page in place of JSON.
    throw new ConnectionLostError();
  } finally {
    clearTimeout(timer);
  }
  if (asksForText(operation, answer.errors)) {
    await fetchTexts();
    return postOperation(url, operation, variables);
  }
  return resultOf(answer);
}
