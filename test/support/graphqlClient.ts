import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { CookieJar } from './cookieJar.ts';
import { textOf } from './documentText.ts';
import { EventStream } from './eventStream.ts';

export interface GraphqlClientOptions {
  /** Sent as HTTP header and as connection parameter. */
  authorization?: string;
  /** The origin that a browser would send; absent: none, like a program. */
  origin?: string;
  /** After so long without an answer, a request fails and the socket counts as lost; absent: waits for as long as it takes. */
  patienceMs?: number;
}

/** One error of a GraphQL answer, as it travels. */
export interface AnswerError {
  message: string;
  path?: (string | number)[];
  extensions?: { code?: string; requestId?: string };
}

/** An answer with errors beside or instead of data. */
export class GraphqlFailure extends Error {
  readonly status: number;
  readonly errors: AnswerError[];

  constructor(status: number, errors: AnswerError[]) {
    const words = errors.map(({ extensions, message, path }) =>
      [extensions?.code, message, path && `at ${path.join('.')}`].filter(Boolean).join(' '),
    );
    super(`HTTP ${status}: ${words.join('; ')}`);
    this.status = status;
    this.errors = errors;
  }

  /** The code of the first error. */
  get code(): string | undefined {
    return this.errors[0]?.extensions?.code;
  }
}

/** Somebody's client program: asks over HTTP, listens over one WebSocket, keeps cookies. */
export class GraphqlClient {
  /** Where the server is, without path. */
  readonly url: string;
  readonly cookies = new CookieJar();
  authorization: string | undefined;
  readonly #origin: string | undefined;
  readonly #patienceMs: number | undefined;
  #socket: Client | undefined;
  #closed: Promise<{ code: number; reason: string }> | undefined;

  constructor(url: string, options: GraphqlClientOptions = {}) {
    this.url = url;
    this.authorization = options.authorization;
    this.#origin = options.origin;
    this.#patienceMs = options.patienceMs;
  }

  /** @throws GraphqlFailure when the answer has errors that are not part of its type. */
  async execute<TData, TVariables>(
    document: TypedDocumentNode<TData, TVariables>,
    ...[variables]: Record<string, never> extends TVariables
      ? [variables?: TVariables]
      : [variables: TVariables]
  ): Promise<TData> {
    const response = await this.post(JSON.stringify({ query: textOf(document), variables: variables ?? {} }));
    const answer = (await response.json()) as { data?: TData | null; errors?: AnswerError[] };
    if (answer.errors?.length || answer.data == null) {
      throw new GraphqlFailure(response.status, answer.errors ?? [{ message: 'neither data nor errors' }]);
    }
    return answer.data;
  }

  /** Sends any body at all, with this client's credentials; `headers` replace what a good client sends. */
  async post(body: string, headers: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        'x-graphql-yoga-csrf': '1',
        ...this.#credentials(),
        ...headers,
      },
      ...(this.#patienceMs && { signal: AbortSignal.timeout(this.#patienceMs) }),
    });
    this.cookies.take(response.headers.getSetCookie());
    return response;
  }

  /** Sends a document with one file in it, by the GraphQL multipart request specification; `place` is the file's. */
  async postFile(query: string, place: string, file: File): Promise<Response> {
    const form = new FormData();
    form.set('operations', JSON.stringify({ query, variables: {} }));
    form.set('map', JSON.stringify({ 0: [place] }));
    form.set('0', file);
    return this.postForm(form);
  }

  /** Sends any form at all, with this client's credentials. */
  postForm(
    body: FormData,
    headers: Record<string, string> = { 'x-graphql-yoga-csrf': '1' },
  ): Promise<Response> {
    const all = { ...this.#credentials(), ...headers };
    return fetch(`${this.url}/graphql`, { method: 'POST', body, headers: all });
  }

  #credentials(): Record<string, string> {
    return {
      ...(this.cookies.header && { cookie: this.cookies.header }),
      ...(this.authorization && { authorization: this.authorization }),
      ...(this.#origin && { origin: this.#origin }),
    };
  }

  /** Listens until `stop()`, the server's end or a broken connection; never reconnects by itself. */
  subscribe<TData, TVariables extends Record<string, unknown>>(
    document: TypedDocumentNode<TData, TVariables>,
    variables: TVariables,
    onEvent?: (event: TData) => void,
  ): EventStream<TData> {
    const socket = (this.#socket ??= this.#connect());
    return new EventStream<TData>(
      (sink) => socket.subscribe<TData>({ query: textOf(document), variables }, sink),
      onEvent,
    );
  }

  /** Resolves when the WebSocket has closed, with what the server said. */
  get closed(): Promise<{ code: number; reason: string }> {
    if (!this.#closed) throw new Error('subscribe first');
    return this.#closed;
  }

  #connect(): Client {
    const headers = this.#credentials();
    const patienceMs = this.#patienceMs;
    class BrowserLikeSocket extends WebSocket {
      constructor(address: string, protocols: string[]) {
        super(address, protocols, { headers, ...(patienceMs && { handshakeTimeout: patienceMs }) });
      }
    }
    let unanswered: NodeJS.Timeout | undefined;
    const client = createClient({
      url: this.url.replace(/^http/, 'ws') + '/graphql',
      webSocketImpl: BrowserLikeSocket,
      retryAttempts: 0,
      // Stays open without subscriptions, so that there is one socket and one end of it to look at.
      lazy: false,
      onNonLazyError: () => undefined,
      connectionParams: () => (this.authorization ? { authorization: this.authorization } : {}),
      // Whoever is not answered in time connects anew, as console and widget do.
      ...(patienceMs && { keepAlive: patienceMs / 2, connectionAckWaitTimeout: patienceMs }),
      on: {
        ping: (isReceived) => {
          if (patienceMs && !isReceived) unanswered = setTimeout(() => client.terminate(), patienceMs);
        },
        pong: () => clearTimeout(unanswered),
        closed: () => clearTimeout(unanswered),
      },
    });
    this.#closed = new Promise((resolve) => {
      client.on('closed', (event) => {
        const { code, reason } = event as { code: number; reason: string };
        resolve({ code, reason });
      });
    });
    return client;
  }

  /** Closes the WebSocket, if there is one. */
  async close(): Promise<void> {
    // One that was never opened has nothing to close.
    await this.#socket?.dispose()?.catch?.(() => undefined);
    this.#socket = undefined;
  }
}
