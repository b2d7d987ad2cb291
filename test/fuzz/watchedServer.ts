import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Server, startServer } from '../support/server.ts';

const probe = join(import.meta.dirname, '../support/memoryProbe.ts');

/** As shipped, but for limits that one who asks for many would meet at once. */
const limits = {
  SIGN_IN_FAILURES: '1000000',
  ENTRIES_PER_MINUTE: '1000000',
  UPLOADS_PER_MINUTE: '1000000',
  API_REQUESTS_PER_MINUTE: '100000000',
  CONNECTIONS_PER_MINUTE: '1000000',
};

interface LogLine {
  level?: number;
  msg?: string;
  err?: { message?: string; stack?: string };
  requestId?: string;
}

/** A server of which is noted what nobody may see: errors in its log, and memory that does not come back. */
export class WatchedServer {
  readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(environment: Record<string, string> = {}): Promise<WatchedServer> {
    const NODE_OPTIONS = `--import=${probe}`;
    return new WatchedServer(await startServer({ environment: { ...limits, NODE_OPTIONS, ...environment } }));
  }

  /** What was logged as an error, or was told of one past the log, from a line on. */
  errorsSince(line = 0): string[] {
    return this.server.logLines.slice(line).flatMap((text) => {
      const entry = parsed(text);
      if (!entry) return /error|rejection|exception|fatal/i.test(text) ? [text] : [];
      const { level = 0, msg, err } = entry;
      return level >= 50 ? [`${msg}: ${err?.stack ?? err?.message ?? text}`] : [];
    });
  }

  /** Bytes of live objects. */
  async memory(): Promise<number> {
    const { logLines } = this.server;
    const { pid } = parsed(logLines.find((line) => line.includes('"probe":"memory"')) ?? '') as {
      pid: number;
    };
    const before = logLines.length;
    process.kill(pid, 'SIGUSR2');
    for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(20)) {
      const told = logLines.slice(before).find((line) => line.includes('"heapUsed"'));
      if (told) return (JSON.parse(told) as { heapUsed: number }).heapUsed;
    }
    throw new Error('The server did not say how much memory it takes.');
  }

  /** Whether it does what it is there for. */
  async isWell(): Promise<boolean> {
    const body = JSON.stringify({ query: '{ limits { messageMaxLength } }' });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${this.server.url}/graphql`, { method: 'POST', body, headers });
    return answer.status === 200 && (await answer.text()).includes('messageMaxLength');
  }
}

function parsed(text: string): LogLine | undefined {
  try {
    return JSON.parse(text) as LogLine;
  } catch {
    return undefined;
  }
}

/** What no answer may hold: stack traces, files, statements, and the names of what we are made of. */
const internals =
  /\bprisma\b|node_modules|\.ts:\d+|\n\s+at \w|violates \w+[ -]\w* ?constraint|relation "|column "|syntax error at or near|invalid byte sequence|SQLSTATE|\bP2\d{3}\b|\bPGlite\b|ECONNREFUSED|\/api\/\w+\/\w+\.ts/i;

/** What is wrong with an answer, whatever was asked; undefined when nothing is. */
export function faultOf({ status, text }: { status: number; text: string }): string | undefined {
  if (status >= 500) return `status ${status}`;
  if (/INTERNAL_SERVER_ERROR|Something went wrong|Unexpected error/.test(text)) return 'an unexpected error';
  const leak = internals.exec(text);
  return leak ? `internals: ${text.slice(Math.max(0, leak.index - 80), leak.index + 120)}` : undefined;
}
