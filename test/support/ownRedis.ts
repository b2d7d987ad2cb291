import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './freePort.ts';

/** Where Redis' own program is, when it is in the PATH. */
export function redisProgram(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, 'redis-server')).find((program) => existsSync(program));
}

/** A Redis of its own, always on the same port, that keeps nothing. */
export class OwnRedis {
  readonly url: string;
  readonly #program: string;
  readonly #port: number;
  #process: ChildProcess | undefined;

  private constructor(program: string, port: number) {
    this.#program = program;
    this.#port = port;
    this.url = `redis://127.0.0.1:${port}`;
  }

  static async start(program: string): Promise<OwnRedis> {
    const redis = new OwnRedis(program, await freePort());
    await redis.start();
    return redis;
  }

  /** Resolves once it takes connections. @throws Error when it does not in time */
  async start(): Promise<void> {
    const args = ['--port', String(this.#port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    this.#process = spawn(this.#program, args, { stdio: 'ignore' });
    for (const deadline = Date.now() + 10_000; !(await this.#isThere()); await sleep(50)) {
      if (Date.now() > deadline) throw new Error('Redis does not start.');
    }
  }

  async #isThere(): Promise<boolean> {
    const socket = connect(this.#port, '127.0.0.1');
    const isThere = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    return isThere;
  }

  /** Ends it as a power cut does. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}
