import type { Client } from 'graphql-ws';
import { failureOfGraphQLError, fetchOperationTexts, RequestFailure } from './api.ts';
import type { Operation, Variables } from './operation.ts';
import { asksForText, requestOf } from './persistedOperation.ts';

/**
 * Single requests over the open line. Over HTTP a browser may pick a connection that died unnoticed, one after the
 * other, and wait out each; the line is known to live, and a request fails the moment that it does not.
 */
export class LineRequests {
  readonly #client: Client;
  readonly #running = new Set<(failure: RequestFailure) => void>();
  #isOpen = false;

  constructor(client: Client) {
    this.#client = client;
  }

  markOpen(): void {
    this.#isOpen = true;
  }

  markLost(): void {
    this.#isOpen = false;
    for (const fail of this.#running) fail(new RequestFailure('NETWORK'));
  }

  /** @throws RequestFailure with code NETWORK when there is no line, or it broke before the answer came */
  mutate<D, V extends Variables>(operation: Operation<D, V>, variables: V): Promise<D> {
    if (!this.#isOpen) return Promise.reject(new RequestFailure('NETWORK'));
    let fail: (failure: RequestFailure) => void = () => undefined;
    return new Promise<D>((resolve, reject) => {
      const close = this.#client.subscribe<D>(
        { ...requestOf(operation), variables },
        {
          next: ({ data, errors }) => {
            const error = errors?.[0];
            if (error) reject(failureOfGraphQLError(error));
            else if (data) resolve(data);
          },
          error: (error) => {
            const first: unknown = Array.isArray(error) ? error[0] : null;
            const failure = first ? failureOfGraphQLError(first as object) : new RequestFailure('NETWORK');
            if (!asksForText(operation, error)) return reject(failure);
            resolve(fetchOperationTexts().then(() => this.mutate(operation, variables)));
          },
          complete: () => reject(new RequestFailure('NETWORK')),
        },
      );
      fail = (failure) => {
        reject(failure);
        // The client would send it again by itself: whether and when is for the caller to say.
        close();
      };
      this.#running.add(fail);
    }).finally(() => this.#running.delete(fail));
  }
}
