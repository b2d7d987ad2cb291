import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FanOutPlan } from './fanOut.ts';
import type { Latencies } from './latencies.ts';
import type { Account, Answer, Contestant, Duration, Order, Result } from './loadGenerator.ts';
import type { LoadPlan, LoadReport } from './loadRun.ts';

/** The load generator as seen from the bench: a process of its own that takes one order at a time. */
export class GeneratorProcess {
  readonly #process = fork(fileURLToPath(new URL('loadGenerator.ts', import.meta.url)), [], {
    // JSON would turn the Infinity of a message that never came into null.
    serialization: 'advanced',
  });

  async enter(contestant: Contestant, url: string, sessions: number) {
    await this.#order({ do: 'enter', contestant, url, sessions });
  }

  async connectVisitors(from: number, to: number) {
    await this.#order({ do: 'connectVisitors', from, to });
  }

  async disconnectVisitors(from: number, to: number) {
    await this.#order({ do: 'disconnectVisitors', from, to });
  }

  async connectAgents(agents: number, sessions: number, at?: string) {
    await this.#order({ do: 'connectAgents', agents, sessions, ...(at && { at }) });
  }

  async disconnectAgents() {
    await this.#order({ do: 'disconnectAgents' });
  }

  async fanOut(plan: FanOutPlan): Promise<Latencies> {
    return (await this.#order({ do: 'fanOut', plan })) as Latencies;
  }

  /** @returns seconds until all were back and had what they missed */
  async comeBack(clients: number, talkers: number, missed: number): Promise<number> {
    return ((await this.#order({ do: 'comeBack', clients, talkers, missed })) as Duration).seconds;
  }

  async load(plan: LoadPlan, sessions: number): Promise<LoadReport> {
    return (await this.#order({ do: 'load', plan, sessions })) as LoadReport;
  }

  /** Ends the load and returns the account of all messages. */
  async settle(): Promise<Account> {
    return (await this.#order({ do: 'settle' })) as Account;
  }

  stop() {
    this.#process.kill('SIGKILL');
  }

  #order(order: Order): Promise<Result> {
    return new Promise((resolve, reject) => {
      const handleExit = () => reject(new Error(`The load generator died while asked to ${order.do}`));
      this.#process.once('exit', handleExit);
      this.#process.once('message', (answer: Answer) => {
        this.#process.off('exit', handleExit);
        if ('failed' in answer)
          reject(new Error(`The load generator failed to ${order.do}: ${answer.failed}`));
        else resolve(answer.done);
      });
      this.#process.send(order, (error) => error && reject(error));
    });
  }
}
