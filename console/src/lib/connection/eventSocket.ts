import { createClient, type Client, type FormattedExecutionResult } from 'graphql-ws';
import { failureOfGraphQLError, RequestFailure } from './api.ts';
import type { ConnectionState } from './connectionState.svelte.ts';
import { LineRequests } from './lineRequests.ts';
import type { Operation, Variables } from './operation.ts';
import { asksForText, fetchTexts, requestOf } from './persistedOperation.ts';

export interface StreamSink<D> {
  next(data: D): void;
  /** The stream ended for good: trying again would bring the same answer. */
  failed(failure: RequestFailure): void;
}

/** Opens a stream that outlives lost connections; `variables` is asked anew for each attempt. Returns what closes it. */
export type OpenStream = <D, V extends Variables>(
  operation: Operation<D, V>,
  variables: () => V,
  sink: StreamSink<D>,
) => () => void;

interface EventSocketOptions {
  url: string;
  connection: ConnectionState;
  /** What is said of the connection when it opens. */
  parameters?: () => Record<string, string>;
  onSignedOut: () => void;
}

const signedOutCodes = [4401, 4403];
/** Pings keep proxies from closing an idle line; a line that does not answer one is dead, whatever the system says. */
const pingIntervalMs = 15_000;
const pongTimeoutMs = 5_000;
/** The pause after a stream that the server ended on a living connection. */
const resubscribePauseMs = 2_000;

/** The one WebSocket that carries all streams of the signed-in agent. */
export class EventSocket {
  readonly #options: EventSocketOptions;
  readonly #client: Client;
  /** Single requests over the same line. */
  readonly requests: LineRequests;
  #isClosed = false;
  #pongTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: EventSocketOptions) {
    this.#options = options;
    const { connection } = options;
    this.#client = createClient({
      url: options.url,
      lazy: false,
      ...(options.parameters && { connectionParams: options.parameters }),
      keepAlive: pingIntervalMs,
      connectionAckWaitTimeout: 10_000,
      retryAttempts: Number.POSITIVE_INFINITY,
      retryWait: (retries) => connection.waitBeforeRetry(retries, navigator.onLine),
      shouldRetry: (event) => !signedOutCodes.includes(closeCodeOf(event)),
      onNonLazyError: (event) => this.#handleFatal(event),
      on: {
        connecting: () => connection.markConnecting(),
        connected: () => {
          this.requests.markOpen();
          connection.markConnected();
        },
        closed: () => {
          clearTimeout(this.#pongTimer);
          this.requests.markLost();
          connection.markLost();
        },
        ping: (isReceived) => {
          if (!isReceived) this.#pongTimer = setTimeout(() => this.#client.terminate(), pongTimeoutMs);
        },
        pong: (isReceived) => {
          if (isReceived) clearTimeout(this.#pongTimer);
        },
      },
    });
    this.requests = new LineRequests(this.#client);
  }

  readonly open: OpenStream = <D, V extends Variables>(
    operation: Operation<D, V>,
    variables: () => V,
    sink: StreamSink<D>,
  ) => {
    let isOpen = true;
    let close: () => void = () => undefined;

    const again = () => {
      if (isOpen && !this.#isClosed) setTimeout(subscribe, resubscribePauseMs);
    };
    const subscribe = () => {
      if (!isOpen || this.#isClosed) return;
      close = this.#client.subscribe<D>(
        // The client serialises the payload at each (re)connection: the getter makes it ask for what came since.
        {
          ...requestOf(operation),
          get variables() {
            return variables();
          },
        },
        {
          next: (result) => this.#handleResult(result, sink, () => close()),
          error: (error) => {
            if (asksForText(operation, error)) void fetchTexts().then(subscribe, again);
            else this.#handleStreamError(error, sink, again);
          },
          complete: again,
        },
      );
    };
    subscribe();
    return () => {
      isOpen = false;
      close();
    };
  };

  /** Cuts the line at once so that a new one is made, for when the system says that the network changed. */
  reconnect(): void {
    this.#client.terminate();
  }

  close(): void {
    this.#isClosed = true;
    this.#options.connection.markClosed();
    clearTimeout(this.#pongTimer);
    void this.#client.dispose();
  }

  #handleResult<D>(
    result: FormattedExecutionResult<D, unknown>,
    sink: StreamSink<D>,
    close: () => void,
  ): void {
    const error = result.errors?.[0];
    if (result.data) sink.next(result.data);
    if (!error || result.data) return;
    close();
    this.#report(failureOfGraphQLError(error), sink);
  }

  #handleStreamError<D>(error: unknown, sink: StreamSink<D>, again: () => void): void {
    if (signedOutCodes.includes(closeCodeOf(error))) return this.#options.onSignedOut();
    const first: unknown = Array.isArray(error) ? error[0] : null;
    const failure = first ? failureOfGraphQLError(first as object) : new RequestFailure('NETWORK');
    if (failure.isPassing) again();
    else this.#report(failure, sink);
  }

  #report<D>(failure: RequestFailure, sink: StreamSink<D>): void {
    if (failure.code === 'NOT_SIGNED_IN') this.#options.onSignedOut();
    else sink.failed(failure);
  }

  /** Only codes that the protocol forbids to retry come here; a stream that is still wanted opens the line again. */
  #handleFatal(event: unknown): void {
    if (signedOutCodes.includes(closeCodeOf(event))) this.#options.onSignedOut();
  }
}

function closeCodeOf(event: unknown): number {
  return typeof event === 'object' && event !== null && 'code' in event && typeof event.code === 'number'
    ? event.code
    : 0;
}
