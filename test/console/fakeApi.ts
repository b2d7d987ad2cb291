import type { Api, Variables } from '#lib/connection/api.ts';
import type { OpenStream, StreamSink } from '#lib/connection/eventSocket.ts';

interface Call {
  name: string;
  variables: Variables;
}

/** Stands for the network: answers requests by the operation's name, and lets a test play the server's streams. */
export class FakeApi implements Api {
  readonly calls: Call[] = [];
  readonly streams: {
    name: string;
    variables: () => Variables;
    sink: StreamSink<unknown>;
    isOpen: boolean;
  }[] = [];
  readonly #answers: Record<string, (variables: Variables) => unknown>;

  constructor(answers: Record<string, (variables: Variables) => unknown>) {
    this.#answers = answers;
  }

  readonly query = <D, V extends Variables>(document: unknown, variables: V): Promise<D> =>
    this.#answer(document, variables);
  readonly mutate = <D, V extends Variables>(document: unknown, variables: V): Promise<D> =>
    this.#answer(document, variables);

  readonly openStream: OpenStream = (document, variables, sink) => {
    const stream = { name: nameOf(document), variables, sink: sink as StreamSink<unknown>, isOpen: true };
    this.streams.push(stream);
    return () => (stream.isOpen = false);
  };

  callsOf(name: string): Variables[] {
    return this.calls.filter((call) => call.name === name).map(({ variables }) => variables);
  }

  async #answer<D>(document: unknown, variables: Variables): Promise<D> {
    const name = nameOf(document);
    this.calls.push({ name, variables: structuredClone(variables) });
    const answer = this.#answers[name];
    if (!answer) throw new Error(`No answer for ${name}`);
    return (await answer(variables)) as D;
  }
}

function nameOf(document: unknown): string {
  const { definitions } = document as { definitions: { name?: { value: string } }[] };
  return definitions[0]?.name?.value ?? '';
}

/** Lets everything that waits for nothing but promises happen. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 50; round++) await Promise.resolve();
}

/** A promise and what ends it. */
export function pending<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
} {
  return Promise.withResolvers<T>();
}
