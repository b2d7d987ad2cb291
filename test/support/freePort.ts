import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port of this machine that nobody listens on right now, so that a server can be started on it again and again. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
