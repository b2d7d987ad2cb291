import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** The test file of all scanners, in two parts: in one it would have this file taken away. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** Speaks with whoever scans as clamd does, and finds one kind of malware. */
export interface TestScanner {
  url: string;
  /** What it was given to scan. */
  contents: Buffer[];
  stop(): Promise<void>;
}

/** @param maxBytes of a content, as `StreamMaxLength` of clamd */
export async function startScanner(maxBytes = 25 * 1024 * 1024): Promise<TestScanner> {
  const contents: Buffer[] = [];
  const server = createServer((socket) => {
    void answer(socket, maxBytes, contents).catch(() => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    contents,
    async stop() {
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(socket: Socket, maxBytes: number, contents: Buffer[]): Promise<void> {
  let received = Buffer.alloc(0);
  for await (const bytes of socket as AsyncIterable<Buffer>) {
    received = Buffer.concat([received, bytes]);
    const command = received.subarray(0, received.indexOf(0)).toString();
    if (command === 'zPING') return void socket.end('PONG\0');
    if (command !== 'zINSTREAM') return void socket.end('UNKNOWN COMMAND\0');
    const content = streamed(received.subarray('zINSTREAM\0'.length));
    if (content === undefined) continue;
    contents.push(content);
    if (content.length > maxBytes) return void socket.end('INSTREAM size limit exceeded. ERROR\0');
    return void socket.end(content.includes(eicar) ? 'stream: Eicar-Signature FOUND\0' : 'stream: OK\0');
  }
}

/** What stands in chunks behind their lengths; undefined as long as the empty one that ends it has not come. */
function streamed(chunks: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  for (let place = 0; place + 4 <= chunks.length;) {
    const length = chunks.readUInt32BE(place);
    if (length === 0) return Buffer.concat(parts);
    parts.push(chunks.subarray(place + 4, place + 4 + length));
    place += 4 + length;
  }
  return undefined;
}
