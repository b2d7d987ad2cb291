import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** A started openingProcess.ts and what it said. */
export class OpeningProcess {
  readonly lines: string[] = [];
  errors = '';
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown>;

  constructor(environment: { DATABASE_URL?: string; DATA_DIR?: string }) {
    const { DATABASE_URL: _url, DATA_DIR: _dir, NODE_OPTIONS: _options, ...inherited } = process.env;
    this.#child = spawn(process.execPath, [path.join(import.meta.dirname, 'openingProcess.ts')], {
      env: { ...inherited, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#closed = once(this.#child, 'close');
    let rest = '';
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      this.lines.push(...lines);
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Waits until it has said so many lines. @throws Error when it ends before. */
  async said(count: number): Promise<void> {
    while (this.lines.length < count) {
      if (this.#child.exitCode !== null) throw new Error(`it ended: ${this.errors}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Ends it; resolves when it is gone. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.#child.kill(signal);
    await this.#closed;
  }

  /** Waits until it ends by itself, and gives its exit code. */
  async exit(): Promise<number | null> {
    await this.#closed;
    return this.#child.exitCode;
  }

  /** The tags that it said it had written. */
  get tags(): string[] {
    return this.lines.filter((line) => line.startsWith('tag ')).map((line) => line.slice(4));
  }
}
