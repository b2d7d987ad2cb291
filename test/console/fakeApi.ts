import type { Api } from '#lib/connection/api.ts';
import type { OpenStream, StreamSink } from '#lib/connection/eventSocket.ts';
import type { Operation, Variables } from '#lib/connection/operation.ts';

interface Call {
  name: string;
  variables: Variables;
}

type Named = Pick<Operation<unknown, never>, 'name'>;

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

  readonly query = <D, V extends Variables>({ name }: Named, variables: V): Promise<D> =>
    this.#answer(name, variables);
  readonly mutate = <D, V extends Variables>({ name }: Named, variables: V): Promise<D> =>
    this.#answer(name, variables);

  readonly openStream: OpenStream = ({ name }, variables, sink) => {
    const stream = { name, variables, sink: sink as StreamSink<unknown>, isOpen: true };
    this.streams.push(stream);
    return () => (stream.isOpen = false);
  };

  callsOf(name: string): Variables[] {
    return this.calls.filter((call) => call.name === name).map(({ variables }) => variables);
  }

  async #answer<D>(name: string, variables: Variables): Promise<D> {
    this.calls.push({ name, variables: structuredClone(variables) });
    const answer = this.#answers[name];
    if (!answer) throw new Error(`No answer for ${name}`);
    return (await answer(variables)) as D;
  }
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
