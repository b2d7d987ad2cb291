import {
  ConnectionLostError,
  OperationError,
  resultOf,
  type GraphqlAnswer,
  type Operation,
} from './graphqlAnswer.ts';
import { asksForText, fetchTexts, requestOf } from './operationRequest.ts';

/** A message of graphql-transport-ws. */
export interface ProtocolMessage {
  type: string;
  id?: string;
  payload?: unknown;
}

interface Receiver {
  /** Whether the server only asks for the operation's text; it is sent then, as soon as it is fetched. */
  isAskedAgain(errors: GraphqlAnswer<unknown>['errors']): boolean;
  next(answer: GraphqlAnswer<unknown>): void;
  /** Called once at most: the server ended the operation, or the connection went. */
  end(error?: OperationError | ConnectionLostError): void;
}

/** The operations that wait for answers on one connection. */
export class RunningOperations {
  #receivers = new Map<string, Receiver>();
  #lastId = 0;
  #send: (message: ProtocolMessage) => boolean;

  /** `send` says false when there is no connection. */
  constructor(send: (message: ProtocolMessage) => boolean) {
    this.#send = send;
  }

  /** Runs a query or mutation once. Throws ConnectionLostError (also when there is no connection), OperationError. */
  execute<Result, Variables>(operation: Operation<Result, Variables>, variables: Variables): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#start(operation, variables, {
        next: (answer) => {
          try {
            resolve(resultOf(answer as GraphqlAnswer<Result>));
          } catch (error) {
            reject(error as OperationError);
          }
        },
        end: (error) => reject(error ?? new OperationError([])),
      });
    });
  }

  /** Subscribes on the present connection. After `onEnd`, called once at most, nothing comes any more. */
  subscribe<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
    onResult: (result: Result) => void,
    onEnd: (error?: OperationError | ConnectionLostError) => void,
  ): () => void {
    const stop = this.#start(operation, variables, {
      next: (answer) => {
        if (answer.data) return onResult(answer.data as Result);
        stop();
        onEnd(new OperationError(answer.errors));
      },
      end: onEnd,
    });
    return stop;
  }

  receive({ type, id = '', payload }: ProtocolMessage): void {
    const receiver = this.#receivers.get(id);
    if (type === 'next') {
      receiver?.next(payload as GraphqlAnswer<unknown>);
    } else if (type === 'error' || type === 'complete') {
      const errors = payload as GraphqlAnswer<unknown>['errors'];
      if (type === 'error' && receiver?.isAskedAgain(errors)) return;
      this.#receivers.delete(id);
      receiver?.end(type === 'error' ? new OperationError(errors) : undefined);
    }
  }

  /** The connection is gone, and with it every answer that was awaited. */
  lose(): void {
    const receivers = [...this.#receivers.values()];
    this.#receivers.clear();
    for (const receiver of receivers) receiver.end(new ConnectionLostError());
  }

  #lose(id: string): void {
    const receiver = this.#receivers.get(id);
    this.#receivers.delete(id);
    receiver?.end(new ConnectionLostError());
  }

  #start<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
    receiver: Omit<Receiver, 'isAskedAgain'>,
  ): () => void {
    const id = String(++this.#lastId);
    const ask = () => this.#send({ type: 'subscribe', id, payload: { ...requestOf(operation), variables } });
    this.#receivers.set(id, {
      ...receiver,
      isAskedAgain: (errors) => {
        if (!asksForText(operation, errors)) return false;
        fetchTexts().then(ask, () => this.#lose(id));
        return true;
      },
    });
    // Not before the caller has its way to stop it in hand.
    if (!ask()) queueMicrotask(() => this.#lose(id));
    return () => {
      if (this.#receivers.delete(id)) this.#send({ type: 'complete', id });
    };
  }
}
