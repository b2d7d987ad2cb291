import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './freePort.ts';
import { fillDataDir, freshDatabaseUrl } from './freshDatabase.ts';

const main = join(import.meta.dirname, '../../api/main.ts');
/** What Node made of the sources, for the next that starts. */
const compiled = join(import.meta.dirname, '../../node_modules/.cache/dukou/compiled');

export interface ServerOptions {
  /** Variables beside those that say where to listen and where the database is. */
  environment?: Record<string, string>;
  /**
   * Share the database of a server that runs already: processes of one service (PostgreSQL only). Who starts a second one gets
   * a third beside it that nobody talks to: what is right with two must be with any number.
   */
  beside?: Server;
  /** How long it may take from start to ready; unless told, what a hook bears on a busy machine. */
  readyWithinMs?: number;
}

/** Starts the product as its users do, as a process of its own on an empty database with the demo data. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const port = await freePort();
  const place = options.beside?.place ?? (await ownDatabase());
  const server = new Server(port, place, options);
  await server.start();
  if (options.beside && place.processCount === 2) server.third = await startServer(options);
  return server;
}

/** Where a server keeps its state, as variables; `remove` deletes what lies in a folder. */
interface Place {
  /** How many processes were started on it. */
  processCount: number;
  variables: Record<string, string>;
  remove: () => Promise<void>;
}

async function ownDatabase(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'dukou-test-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  const DATA_DIR = join(folder, 'data');
  if (process.env.DATABASE_URL) {
    const variables: Record<string, string> = { DATA_DIR, DATABASE_URL: await freshDatabaseUrl() };
    if (process.env.REDIS_URL) {
      // One Redis for all tests: what one has counted must not bother the next.
      variables.REDIS_URL = process.env.REDIS_URL;
      variables.REDIS_PREFIX = `test-${randomUUID()}`;
    }
    return { processCount: 0, variables, remove };
  }
  await fillDataDir(DATA_DIR);
  return { processCount: 0, variables: { DATA_DIR }, remove };
}

/** A running product. `stop`, `kill` and `restart` do to it what administrators and accidents do. */
export class Server {
  readonly url: string;
  /** What it wrote to standard output and standard error, since its first start. */
  readonly logLines: string[] = [];
  readonly #port: number;
  readonly place: Place;
  /** The process that nobody talks to. */
  third: Server | undefined;
  readonly #options: ServerOptions;
  #process: ChildProcess | undefined;
  #exited: Promise<unknown> = Promise.resolve();
  #mayEnd = false;

  constructor(port: number, place: Place, options: ServerOptions) {
    this.#port = port;
    this.place = place;
    place.processCount += 1;
    this.#options = options;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** @throws Error with the last log lines when it exits or is not ready in time. */
  async start(): Promise<void> {
    const { DATABASE_URL: _d, REDIS_URL: _r, NODE_OPTIONS: _o, VITEST: _v, ...inherited } = process.env;
    const child = spawn(process.execPath, [main], {
      env: {
        ...inherited,
        NODE_ENV: 'production',
        ALLOW_PLAIN_HTTP: 'true',
        ALLOW_DEMO_PASSWORDS: 'true',
        NODE_COMPILE_CACHE: compiled,
        LOG_FORMAT: 'json',
        ...this.place.variables,
        ...this.#options.environment,
        PORT: String(this.#port),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    this.#exited = once(child, 'exit');
    child.once('exit', (code, signal) => {
      // Whoever ends it on purpose lets go of it first. Tests that find nobody there say less than its last words.
      if (this.#process === child && !this.#mayEnd) {
        const last = this.logLines.slice(-30).join('\n');
        process.stderr.write(`The server ended by itself (code ${code}, signal ${signal}).\n${last}\n`);
      }
    });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.logLines.push(line));
    }
    await this.#untilReady(child);
  }

  async #untilReady(child: ChildProcess): Promise<void> {
    const deadline = Date.now() + (this.#options.readyWithinMs ?? 110_000);
    while (Date.now() < deadline) {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`The server ended while it started.\n${this.logLines.slice(-30).join('\n')}`);
      }
      const answer = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(
        () => undefined,
      );
      if (answer?.ok) return;
      await sleep(50);
    }
    await this.kill();
    throw new Error(`The server was not ready in time.\n${this.logLines.slice(-30).join('\n')}`);
  }

  /** Resolves to its exit code when it ends by itself; whoever asks expects it to. */
  get exited(): Promise<number | null> {
    this.#mayEnd = true;
    return this.#exited.then(() => this.#process?.exitCode ?? null);
  }

  /** Ends it as a deployment does; resolves to its exit code. */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  /** Ends it as a power cut does: no code of it runs any more. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const child = this.#process;
    if (!child) return null;
    this.#process = undefined;
    child.kill(signal);
    const patience = setTimeout(() => child.kill('SIGKILL'), 30_000);
    await this.#exited;
    clearTimeout(patience);
    return child.exitCode;
  }

  /** Starts it again on the same port and database. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Ends it and deletes what it kept; `await using` does so by itself. */
  async dispose(): Promise<void> {
    await Promise.all([this.stop(), this.third?.dispose()]);
    if (!this.#options.beside) await this.place.remove();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }
}
