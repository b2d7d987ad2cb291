import http from 'node:http';
import https from 'node:https';
import type { Core } from '../core/core.ts';
import { checkedAddress } from './webhookAddress.ts';
import { WebhookAddressRefusedError } from './webhookErrors.ts';

/** A call that takes longer has failed. */
const timeoutMs = 10_000;
/** Of an answer no more is read. */
const mostRead = 64 * 1024;
/** Of an answer this many characters are kept. */
const mostKept = 1024;

/** What became of one call. */
export interface CallResult {
  isDelivered: boolean;
  statusCode: number | null;
  /** Why there was no answer. */
  error: string | null;
  answer: string;
  durationMs: number;
}

/** Posts a body to an address; never throws. Redirects are not followed: the address is where it should be. */
export async function callWebhook(
  core: Pick<Core, 'environment'>,
  address: string,
  headers: Record<string, string>,
  body: string | Buffer,
): Promise<CallResult> {
  const started = performance.now();
  const ended = () => Math.round(performance.now() - started);
  try {
    const { statusCode, answer } = await post(core, new URL(address), headers, body);
    const isDelivered = statusCode >= 200 && statusCode < 300;
    return { isDelivered, statusCode, error: null, answer, durationMs: ended() };
  } catch (error) {
    const reason = reasonOf(error).slice(0, 200);
    return { isDelivered: false, statusCode: null, error: reason, answer: '', durationMs: ended() };
  }
}

async function post(
  core: Pick<Core, 'environment'>,
  url: URL,
  headers: Record<string, string>,
  body: string | Buffer,
): Promise<{ statusCode: number; answer: string }> {
  const signal = AbortSignal.timeout(timeoutMs);
  const { address, family } = await checkedAddress(core, url);
  signal.throwIfAborted();
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' },
        agent: false,
        signal,
        // Of a literal address no name is looked up: it was checked as it stands.
        lookup: (_host, options, done) => {
          if (options.all) (done as LookupAll)(null, [{ address, family }]);
          else done(null, address, family);
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        const finish = () => {
          const answer = Buffer.concat(chunks).toString('utf8').replaceAll('\0', '').slice(0, mostKept);
          resolve({ statusCode: response.statusCode ?? 0, answer: answer.toWellFormed() });
          sent.destroy();
        };
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          length += chunk.length;
          if (length >= mostRead) finish();
        });
        response.on('end', finish);
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

type LookupAll = (error: null, addresses: { address: string; family: number }[]) => void;

function reasonOf(error: unknown): string {
  if (error instanceof WebhookAddressRefusedError) return error.code;
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'TIMEOUT';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
