import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../support/freePort.ts';
import type { Contestant } from './loadGenerator.ts';
import type { ProbeRequest, ProbeSample } from './serverProbe.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const OUTPUT = join(ROOT, 'test/output');
const ENTRIES: Record<Contestant, string> = { floor: 'test/bench/floor.ts', ours: 'api/main.ts' };
/** As in production; all visitors of the bench share one address, so that its limits would stop them. */
const SETTINGS = {
  NODE_ENV: 'production',
  ALLOW_PLAIN_HTTP: 'true',
  ALLOW_DEMO_PASSWORDS: 'true',
  ENTRIES_PER_MINUTE: '1000000',
  CONNECTIONS_PER_MINUTE: '1000000',
};
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;

/** Environment variables beside the usual ones; without DATABASE_URL the product runs on its embedded database. */
type Variables = Record<string, string>;

/** A measured server, the product or the floor, in a process of its own; what it prints goes to a file. */
export class ServerProcess {
  readonly url: string;
  readonly #contestant: Contestant;
  readonly #variables: Variables;
  #process: ChildProcess;

  private constructor(contestant: Contestant, port: number, variables: Variables) {
    this.url = `http://127.0.0.1:${port}`;
    this.#contestant = contestant;
    // Processes on one database are one service; what earlier ones left in Redis, such as who signed in how often, is not theirs.
    const { DATABASE_URL: database } = variables;
    const REDIS_PREFIX = database ? new URL(database).pathname.slice(1) : `bench${port}`;
    this.#variables = { REDIS_PREFIX, ...variables, PORT: String(port) };
    this.#process = this.#launch();
  }

  /** Starts it on a free port and resolves when it answers. */
  static async start(contestant: Contestant, variables: Variables): Promise<ServerProcess> {
    const server = new ServerProcess(contestant, await freePort(), variables);
    await server.#waitUntilReady();
    return server;
  }

  /** Stops it and starts it anew in the same place. @returns seconds from its start until it answers */
  async restart(): Promise<number> {
    await this.stop();
    const startedAt = performance.now();
    this.#process = this.#launch();
    await this.#waitUntilReady();
    return (performance.now() - startedAt) / 1000;
  }

  /** What the process has used so far, threads included. */
  sample(): Promise<ProbeSample> {
    return this.#ask('sample');
  }

  /** Collects garbage until memory stays where it is, then samples. */
  async settle(): Promise<ProbeSample> {
    let before = await this.#ask('settle');
    for (let attempt = 0; attempt < 10; attempt++) {
      await sleep(300);
      const after = await this.#ask('settle');
      if (Math.abs(after.rss - before.rss) < 0.002 * before.rss) return after;
      before = after;
    }
    return before;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGTERM');
    const killer = setTimeout(() => this.#process.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(killer);
  }

  #ask(probe: ProbeRequest['probe']): Promise<ProbeSample> {
    return new Promise((resolve, reject) => {
      const handleExit = () => reject(new Error('The server died'));
      this.#process.once('exit', handleExit);
      this.#process.once('message', (sample: ProbeSample) => {
        this.#process.off('exit', handleExit);
        resolve(sample);
      });
      this.#process.send({ probe } satisfies ProbeRequest, (error) => error && reject(error));
    });
  }

  #launch(): ChildProcess {
    mkdirSync(OUTPUT, { recursive: true });
    const log = openSync(join(OUTPUT, `bench-${this.#contestant}.log`), 'w');
    const { DATABASE_URL: _database, ...inherited } = process.env;
    const child = fork(join(ROOT, ENTRIES[this.#contestant]), {
      cwd: ROOT,
      execArgv: ['--import', fileURLToPath(new URL('serverProbe.ts', import.meta.url))],
      env: { ...inherited, ...SETTINGS, ...this.#variables },
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    return child;
  }

  async #waitUntilReady(): Promise<void> {
    const giveUpAt = performance.now() + START_TIMEOUT_MS;
    while (performance.now() < giveUpAt && this.#process.exitCode === null) {
      const response = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (response?.ok) return;
      await sleep(50);
    }
    this.#process.kill('SIGKILL');
    throw new Error(
      `${ENTRIES[this.#contestant]} did not start; see test/output/bench-${this.#contestant}.log`,
    );
  }
}
