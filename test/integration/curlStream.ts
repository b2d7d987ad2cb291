import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { SseReader } from '../support/sseReader.ts';

interface Stream {
  readonly text: string;
  close(): Promise<void>;
}

/** `curl -N` on a subscription, its output as text. */
class CurlStream implements Stream {
  text = '';
  readonly #process: ChildProcess;

  constructor(url: string, authorization: string, operation: object) {
    const headers = [
      `authorization: ${authorization}`,
      'content-type: application/json',
      'accept: text/event-stream',
    ];
    const args = [...headers.flatMap((header) => ['-H', header]), '-d', JSON.stringify(operation)];
    this.#process = spawn('curl', ['-sN', url, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#process.stdout?.setEncoding('utf8').on('data', (text: string) => (this.text += text));
  }

  async close(): Promise<void> {
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exited;
  }
}

/** A subscription over SSE by curl; where this machine has none, by a bare fetch. */
export async function openCurl(url: string, authorization: string, operation: object): Promise<Stream> {
  const hasCurl = spawnSync('curl', ['--version']).status === 0;
  return hasCurl
    ? new CurlStream(url, authorization, operation)
    : SseReader.open(url, authorization, operation);
}

/** What its events carried so far, in order; a line that has not come whole is left for later. */
export function eventsIn<T>({ text }: Stream): T[] {
  return [...text.matchAll(/^data: (\{.*\})\n/gm)].map(([, json = '']) => JSON.parse(json) as T);
}
