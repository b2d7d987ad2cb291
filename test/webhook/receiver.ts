import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook as Verifier } from 'standardwebhooks';

/** One call that a receiver got. */
export interface Call {
  id: string;
  headers: IncomingHttpHeaders;
  body: string;
  payload: {
    id: string;
    type: string;
    data: { visitor?: { id: string }; message?: { seq: number; text: string } };
  };
}

/** Another system that webhooks call, as good or bad as a test makes it. */
export interface Receiver {
  url: string;
  /** All calls, also those that it refused. */
  calls: Call[];
  /** Those that it accepted. */
  accepted: Call[];
  /** Accepted, each id once, in order of the first time. */
  once(): Call[];
  /** Goes down: nobody listens at its address, and calls that run are broken off. */
  close(): Promise<void>;
  /** Is there again, at the same address. */
  open(): Promise<void>;
}

/** @param answer answers a call: the status, or what it does itself with the response */
export async function startReceiver(
  answer: (call: Call, response: ServerResponse) => number | undefined | Promise<number | undefined> = () =>
    204,
): Promise<Receiver> {
  const calls: Call[] = [];
  const accepted: Call[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const call: Call = {
        id: String(request.headers['webhook-id']),
        headers: request.headers,
        body,
        payload: JSON.parse(body) as Call['payload'],
      };
      calls.push(call);
      void Promise.resolve(answer(call, response)).then((status) => {
        if (status === undefined) return;
        if (status < 300) accepted.push(call);
        response.writeHead(status, { 'content-type': 'text/plain' }).end(`answer ${status}`);
      });
    });
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    calls,
    accepted,
    once: () => [...new Map(accepted.toReversed().map((call) => [call.id, call])).values()].reverse(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    open: () => listen(port),
  };
}

/** Whether a call is signed by a secret. */
export function isSignedBy({ body, headers }: Call, secret: string): boolean {
  try {
    new Verifier(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}
