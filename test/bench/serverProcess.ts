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
/** As in production; all visitors of the bench share one address, so that its limit would stop them. */
const SETTINGS = { NODE_ENV: 'production', ENTRIES_PER_MINUTE: '1000000' };
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;

/** A measured server, the product or the floor, in a process of its own; what it prints goes to a file. */
export class ServerProcess {
  readonly url: string;
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#process = child;
    this.url = url;
  }

  /** Starts it on a free port and resolves when it answers. */
  static async start(contestant: Contestant, databaseUrl: string): Promise<ServerProcess> {
    const port = await freePort();
    mkdirSync(OUTPUT, { recursive: true });
    const log = openSync(join(OUTPUT, `bench-${contestant}.log`), 'w');
    const child = fork(join(ROOT, ENTRIES[contestant]), {
      cwd: ROOT,
      execArgv: ['--import', fileURLToPath(new URL('serverProbe.ts', import.meta.url))],
      env: {
        ...process.env,
        ...SETTINGS,
        PORT: String(port),
        DATABASE_URL: databaseUrl,
      },
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    const server = new ServerProcess(child, `http://127.0.0.1:${port}`);
    try {
      await server.#waitUntilReady(contestant);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
    return server;
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

  async #waitUntilReady(contestant: Contestant): Promise<void> {
    const giveUpAt = performance.now() + START_TIMEOUT_MS;
    while (performance.now() < giveUpAt && this.#process.exitCode === null) {
      const response = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (response?.ok) return;
      await sleep(100);
    }
    throw new Error(`${ENTRIES[contestant]} did not start; see test/output/bench-${contestant}.log`);
  }
}
